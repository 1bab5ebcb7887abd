-- Takes due work of one lane. $1 lane, $2 limit, $3 epoch, $4 and $5 the watermark or null.
select * from facteur.claim($1::facteur.lane, $2::integer, $3::uuid, $4::bigint, $5::uuid)
