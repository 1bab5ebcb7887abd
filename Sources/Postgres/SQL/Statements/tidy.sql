-- How many messages went. $1 days for messages, $2 days for the delivery log, $3 messages at a time.
select facteur.tidy($1::integer, $2::integer, $3::integer) as removed
