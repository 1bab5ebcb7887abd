-- A page of a list.
select s.id, s.email, s.name, s.locale, s.status, s.source,
    to_char(s.consented_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as consented_at,
    to_char(s.subscribed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
    to_char(s.unsubscribed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as left_at
from facteur.subscription s where s.list = $1 and s.id > $2::bigint order by s.id limit $3::integer
