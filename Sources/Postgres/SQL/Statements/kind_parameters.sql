-- What the parameters of a kind may hold, each before the fields of its objects, which name it as their list.
select p ->> 'name' as name, p ->> 'type' as type, (p ->> 'required')::boolean as required,
    (p ->> 'secret')::boolean as secret, l.list
from facteur.kind k, jsonb_array_elements(k.parameters) with ordinality as o (parameter, n),
    lateral (
        select parameter as p, null as list, 0 as place
        union all
        select f, parameter ->> 'name', i from jsonb_array_elements(parameter -> 'of') with ordinality as f (f, i)) l
where k.name = $1 order by n, place
