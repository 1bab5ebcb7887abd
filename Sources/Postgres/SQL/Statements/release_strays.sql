-- Hands back what this epoch holds without knowing it. $2: the tokens that it knows. $3: up to this token all was looked through before.
-- $4: the last token that no claim under way can have.
select facteur.release_strays($1::uuid, $2::bigint[], $3::bigint, $4::bigint)
