-- Ends the suppressions that `count_suppressions.sql` counts. $6 in words which they are, $7 who.
select d.removed, case when d.removed > 0 then
    facteur.record_change('unsuppress', $6, d.removed || ' suppressions ended', null, $7) end as recorded
from (select facteur.unsuppress_all($1, $2, $3, $4::timestamptz, $5::timestamptz) as removed offset 0) d
