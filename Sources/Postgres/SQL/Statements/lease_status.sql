-- How leases stand now. $1 messages, $2 tokens.
select s.message, s.token, s.status from facteur.lease_statuses($1::uuid[], $2::bigint[]) s
