-- The addresses that get no mail, the latest first.
select s.address, s.scope, s.reason, s.source, to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
from facteur.suppression s order by s.since desc, s.address
