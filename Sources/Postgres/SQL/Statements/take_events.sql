-- The next events for an endpoint. $1 its name, $2 holder, $3 how long it is held, $4 kinds or null, $5 at most.
select cursor, id, message, body, failures from facteur.take_events($1::text, $2::uuid, $3::interval, $4::text[], $5::integer)
