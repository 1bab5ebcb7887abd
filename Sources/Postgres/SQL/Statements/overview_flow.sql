-- What attempts came to in each slice of the last $1 minutes.
select r.lane, r.outcome, sum(r.count)::bigint as count, (extract(epoch from r.at) * 1000000)::bigint as at
from facteur.flow_rollup r
where r.span = 'slice' and r.at > now() - make_interval(mins => $1::integer)
group by r.at, r.lane, r.outcome order by r.at
