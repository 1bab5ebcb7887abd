-- The relays of the last hour's attempts.
select d.relay as name, count(*) filter (where d.outcome = 'sent') as sent,
    count(*) filter (where d.outcome <> 'sent') as not_sent,
    (array_agg(concat_ws(' ', d.code, d.enhanced, d.reply) order by d.number desc))[1] as last_reply
from facteur.delivery d
where d.at > now() - interval '1 hour' and d.relay is not null and not d.late
group by d.relay order by d.relay
