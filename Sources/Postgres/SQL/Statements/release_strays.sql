-- Hands back what this epoch holds without knowing it. $2: the tokens that it knows.
select facteur.release_strays($1::uuid, $2::bigint[])
