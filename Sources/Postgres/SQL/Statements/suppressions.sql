-- The addresses that get no mail, the latest first, and when each may get some again.
select s.address, s.scope, s.reason, s.source, to_char(s.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
    to_char(facteur.suppression_end(s) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as ends
from facteur.suppression s where facteur.is_in_force(s) order by s.since desc, s.address
