-- $1 address, $2 why, $3 who.
select d.changed, case when d.changed then facteur.record_change('unsuppress', facteur.canonical_address($1), 'gets mail again', $2, $3) end
    as recorded
from (select facteur.unsuppress($1) as changed offset 0) d
