-- A list's archive: nothing where it is not public.
select l.title, l.locale, l.issues, (extract(epoch from l.created_at) * 1000000)::bigint as created_at
from facteur.public_list($1) l
