-- $1 issue, $2 content, $3 options or null, $4 why, $5 who.
select facteur.record_change('newsletter edit', $1::text, 'its words are replaced', $4, $5) as recorded
from (select facteur.edit_newsletter($1::uuid, $2::jsonb, $3::jsonb) as done offset 0) d
