-- A page of a list. Its moments are in RFC 3339, with microseconds where they have any.
select s.id, s.email, s.name, s.locale, s.status, s.source,
    regexp_replace(to_char(s.consented_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '[.]0+Z$', 'Z') as consented_at,
    regexp_replace(to_char(s.subscribed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '[.]0+Z$', 'Z') as since,
    regexp_replace(to_char(s.unsubscribed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '[.]0+Z$', 'Z') as left_at,
    s.fields::text as fields
from facteur.subscription s where s.list = $1 and s.id > $2::bigint order by s.id limit $3::integer
