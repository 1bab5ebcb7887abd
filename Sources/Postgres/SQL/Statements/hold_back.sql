-- Holds messages back. $1 messages, $2 tokens, $3 why, $4 for how many milliseconds they had been due. The tokens that came too late.
select unnest(facteur.hold_back($1::uuid[], $2::bigint[], $3::text[], $4::integer[])) as token
