-- The relays of the last hour's attempts, and those that living workers find to be down.
with attempted as (
    select d.relay, count(*) filter (where d.outcome = 'sent') as sent, count(*) filter (where d.outcome <> 'sent') as not_sent,
        (array_agg(concat_ws(' ', d.code, d.enhanced, d.reply) order by d.number desc))[1] as last_reply
    from facteur.delivery d
    where d.at > now() - interval '1 hour' and d.relay is not null and not d.late
    group by d.relay
), down as (
    select o.relay, min(o.since) as since, (array_agg(o.reason order by o.since, w.epoch))[1] as reason,
        string_agg(w.host || ':' || w.pid, ', ' order by w.host, w.pid) as reported_by
    from facteur.relay_outage o join facteur.worker w on w.epoch = o.epoch
    where w.heartbeat_at > now() - interval '30 seconds'
    group by o.relay
)
select relay as name, coalesce(a.sent, 0) as sent, coalesce(a.not_sent, 0) as not_sent, coalesce(a.last_reply, '') as last_reply,
    (extract(epoch from d.since) * 1000000)::bigint as down_since, d.reason, d.reported_by
from attempted a full join down d using (relay)
order by relay
