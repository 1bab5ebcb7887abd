-- How many messages were accepted within which time, in each slice of the last $1 minutes.
select r.lane, r.bound_ms, r.count, (extract(epoch from r.at) * 1000000)::bigint as at
from facteur.latency_rollup r
where r.span = 'slice' and r.at > now() - make_interval(mins => $1::integer) order by r.at
