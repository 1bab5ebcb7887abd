-- How many messages wait for a parked domain. $1, $2: how many percent of the pages of ready and scheduled are looked at.
select w.family, sum(w.waiting)::bigint as waiting from (
    select r.family, (count(*) * 100 / $1::real)::bigint as waiting from facteur.ready r tablesample system ($1::real)
    where r.family = any (array(select p.family from facteur.parked_domain p)) group by 1
    union all
    select s.family, (count(*) * 100 / $2::real)::bigint from facteur.scheduled s tablesample system ($2::real)
    where s.family = any (array(select p.family from facteur.parked_domain p)) and s.first_due_at <= now() group by 1
) w group by w.family
