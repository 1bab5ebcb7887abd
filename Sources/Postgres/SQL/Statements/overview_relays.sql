-- What the last hour's attempts came to at each relay, and those that living workers find to be down.
with attempted as (
    select r.relay, r.outcome, sum(r.count)::bigint as count
    from facteur.flow_rollup r
    where r.span = 'slice' and r.at > now() - interval '1 hour' and r.relay <> ''
    group by r.relay, r.outcome
)
select relay as name, a.outcome, coalesce(a.count, 0) as count, (extract(epoch from o.since) * 1000000)::bigint as down_since,
    o.reason
from attempted a full join facteur.outages() o using (relay)
order by relay, a.outcome
