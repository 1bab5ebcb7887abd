-- How leases stand now. $1 messages, $2 tokens.
select s.message, s.token, s.standing from facteur.standings($1::uuid[], $2::bigint[]) s
