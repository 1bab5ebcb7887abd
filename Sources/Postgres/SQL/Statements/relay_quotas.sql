-- The quotas of which something was reserved in the last day: how much is used, and where no more is to be had by bulk mail, or by
-- any, until when, in microseconds.
select l.relay, l.per_day, l.used,
    (extract(epoch from facteur.quota_opens(l.relay, l.ceiling)) * 1000000)::bigint as bulk_opens,
    (extract(epoch from facteur.quota_opens(l.relay, l.per_day)) * 1000000)::bigint as opens
from (
    select q.relay, (array_agg(q.per_day order by q.period desc))[1] as per_day, min(q.ceiling) as ceiling,
        sum(q.taken)::bigint as used
    from facteur.relay_quota q where facteur.quota_end(q.period) > now()
    group by q.relay
) l
order by l.relay
