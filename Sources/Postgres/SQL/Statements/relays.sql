-- The relays of the last hour's attempts, of the latest $1 of them at most, and those that living workers find to be down.
with recent as (
    select d.number, d.relay, d.outcome from facteur.delivery d
    where d.at > now() - interval '1 hour' and d.relay is not null and not d.late
    order by d.number desc limit $1::integer
), attempted as (
    select r.relay, count(*) filter (where r.outcome = 'sent') as sent, count(*) filter (where r.outcome <> 'sent') as not_sent,
        max(r.number) as last
    from recent r group by r.relay
), down as (
    select o.relay, min(o.since) as since, (array_agg(o.reason order by o.since, w.epoch))[1] as reason,
        string_agg(w.host || ':' || w.pid, ', ' order by w.host, w.pid) as reported_by
    from facteur.relay_outage o join facteur.worker w on w.epoch = o.epoch
    where w.heartbeat_at > now() - interval '30 seconds' and o.relay <> 'journal'
    group by o.relay
)
select relay as name, coalesce(a.sent, 0) as sent, coalesce(a.not_sent, 0) as not_sent,
    coalesce((
        select concat_ws(' ', l.code, l.enhanced, l.reply) from facteur.delivery l
        where l.number = a.last and l.at > now() - interval '1 hour'), '') as last_reply,
    (extract(epoch from d.since) * 1000000)::bigint as down_since, d.reason, d.reported_by
from attempted a full join down d using (relay)
order by relay
