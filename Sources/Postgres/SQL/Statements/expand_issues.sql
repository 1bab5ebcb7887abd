-- The microseconds until an issue is to be sent; null when nothing is known. $1 depth of the bulk lane, $2 rows at a time, $3 where the
-- last claim of the lane ended.
select (extract(epoch from facteur.expand_issues($1::integer, $2::integer, $3::bigint)) * 1000000)::bigint as next
