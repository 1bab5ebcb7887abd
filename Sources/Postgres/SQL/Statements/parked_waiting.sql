-- How many messages wait for a parked domain, counted up to $1 for each.
select p.family, (
    select count(*) from (
        select from facteur.ready r where r.family = p.family
        union all
        select from facteur.scheduled s where s.family = p.family and s.first_due_at <= now()
        limit $1::integer) w) as waiting
from facteur.parked_domain p
