-- $1 windows, $2 zones, $3 when each opens, $4 when it closes.
select facteur.publish_openings($1::text[], $2::text[], $3::bigint[], $4::bigint[])
