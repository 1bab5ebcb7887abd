-- The microseconds until more of the lane is due; null when nothing is known. $1 lane, $2 depth of the bulk lane, $3 rows at a time.
select (extract(epoch from facteur.promote_due($1::facteur.lane, $2::integer, $3::integer)) * 1000000)::bigint as next
