-- How many messages went. $1 days for messages, $2 days for the logs, $3 messages at a time.
select facteur.tidy($1::integer, $2::integer, $3::integer) as removed, facteur.tidy_audit($2::integer) as changes
