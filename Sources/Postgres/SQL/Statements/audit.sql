-- What operators changed, the latest first. $1 since or null, $2 target or null, $3 limit.
select a.number, (extract(epoch from a.at) * 1000000)::bigint as at, a.role, a.person, a.action, a.target, a.effect, a.reason
from facteur.audit a
where ($1::timestamptz is null or a.at >= $1::timestamptz) and ($2::text is null or a.target = $2)
order by a.number desc limit $3::integer
