-- $1 list, $2 content, $3 when or null for now, $4 dedup_key or null, $5 options or null, $6 why, $7 who.
select d.id, facteur.record_change('newsletter create', d.id::text, 'an issue of ' || $1, $6, $7) as recorded
from (select facteur.create_newsletter($1, $2::jsonb, coalesce($3::timestamptz, now()), $4, $5::jsonb) as id offset 0) d
