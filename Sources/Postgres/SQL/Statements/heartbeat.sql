-- This worker lives.
select facteur.heartbeat($1::uuid, $2, $3::integer, $4, $5::boolean)
