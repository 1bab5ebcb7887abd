-- This worker lives. $1 epoch, $2 host, $3 process, $4 version, $5 whether producers should wake it, $6 the longest gap, $7 how it
-- treats mail.
select * from facteur.heartbeat($1::uuid, $2, $3::integer, $4, $5::boolean, $6::interval, $7::jsonb)
