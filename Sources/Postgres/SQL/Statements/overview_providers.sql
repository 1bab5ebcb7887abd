-- What the last hour's attempts came to at each provider, and at each domain in trouble; the others under no name.
select r.provider, r.outcome, sum(r.count)::bigint as count
from facteur.flow_rollup r
where r.span = 'slice' and r.at > now() - interval '1 hour' and r.relay <> ''
group by r.provider, r.outcome order by r.provider, r.outcome
