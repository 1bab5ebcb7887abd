-- $1 list, $2 content, $3 address, $4 locale, $5 options or null, $6 who.
select d.id, facteur.record_change('newsletter test', $1::text, 'a copy goes out: ' || d.id, null, $6) as recorded
from (select facteur.test_content($1, $2::jsonb, $3, $4, $5::jsonb) as id offset 0) d
