-- A slice of a relay's quota. $1 relay, $2 quota, $3 how much of it may be used with this slice, $4 the slice.
select q.reserved, q.counted_in::text as counted_in, q.lasts, q.opens
from facteur.reserve_quota($1, $2::integer, $3::integer, $4::integer) q
