-- How many messages went, or were looked at. $1 days for messages, $2 days for the logs, $3 messages at a time, $4 days for the messages of
-- some kinds.
select facteur.tidy($1::integer, $2::integer, $3::integer, $4::jsonb) as removed, facteur.tidy_audit($2::integer) as changes,
    facteur.tidy_limits($3::integer) as limits
