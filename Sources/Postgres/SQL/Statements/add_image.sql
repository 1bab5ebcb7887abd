-- $1 content, $2 media type, $3 width, $4 height, $5 what it shows, $6 who.
select d.hash, facteur.record_change('newsletter image add', d.hash, 'stored', null, $6) as recorded
from (select facteur.add_image($1::bytea, $2, $3::integer, $4::integer, $5) as hash offset 0) d
