-- $1 list, $2 how many of the latest are passed over, $3 how many at most.
select i.issue, (extract(epoch from i.published_at) * 1000000)::bigint as published_at
from facteur.public_issues($1, $2::integer, $3::integer) i
