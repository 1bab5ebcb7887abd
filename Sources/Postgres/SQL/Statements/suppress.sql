-- $1 address, $2 scope, $3 why, $4 who.
select d.changed, case when d.changed then facteur.record_change('suppress', facteur.canonical_address($1),
    case $2 when 'all' then 'gets no mail' else 'gets no newsletters' end, $3, $4) end as recorded
from (select facteur.suppress($1, $2, $3) as changed offset 0) d
