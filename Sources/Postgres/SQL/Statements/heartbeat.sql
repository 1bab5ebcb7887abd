-- This worker lives. $6: how far apart two heartbeats may be that count as steady.
select h.first_token, h.last_token from facteur.heartbeat($1::uuid, $2, $3::integer, $4, $5::boolean, $6::interval) h
