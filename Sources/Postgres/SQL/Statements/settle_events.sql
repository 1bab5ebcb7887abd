-- What an endpoint took. $1 its name, $2 holder, $3 cursor, $4 how many, $5 fault or null, $6 how long it rests.
select facteur.settle_events($1::text, $2::uuid, $3::bigint, $4::bigint, $5::text, $6::interval) as is_held
