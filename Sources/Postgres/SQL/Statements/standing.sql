-- How leases stand now. $1 messages, $2 tokens.
select t.message, t.token, case when l.id is null then 'lost' else facteur.standing(m) end as standing
from unnest($1::uuid[], $2::bigint[]) as t (message, token)
left join facteur.lease l on l.id = t.message and l.token = t.token
left join facteur.message m on m.id = l.id
