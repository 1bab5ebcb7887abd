-- $4 who.
select d.id, facteur.record_change('newsletter test', $1::text, 'a copy goes out: ' || d.id, null, $4) as recorded
from (select facteur.test_newsletter($1::uuid, $2, $3) as id offset 0) d
