-- What the parameters of a kind may hold.
select p ->> 'name' as name, p ->> 'kind' as kind, (p ->> 'required')::boolean as required,
    (p ->> 'secret')::boolean as secret
from facteur.kind k, jsonb_array_elements(k.parameters) p where k.name = $1
