-- $1 name, $2 why, $3 who.
select d.changed, case when d.changed then facteur.record_change('resume', case when $1 ~ '-.*-.*-.*-' then lower($1) else $1 end,
    'goes on', $2, $3) end as recorded
from (select facteur.resume($1) as changed offset 0) d
