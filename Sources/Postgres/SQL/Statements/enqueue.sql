-- $10 who.
select d.id, facteur.record_change('enqueue', d.id::text, $1, null, $10) as recorded
from (select facteur.enqueue($1, $2, $3::jsonb, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz) as id offset 0) d
