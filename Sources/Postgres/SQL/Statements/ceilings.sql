-- What holds bulk mail back, as the worker that started last told it: paces by provider (`all` for all together), and the warm-up.
select (select coalesce(json_object_agg(p.provider, p.per_minute), '{}') from facteur.pace p) as paces,
    i.warm_up_from - (now() at time zone 'UTC')::date as warm_up_begins_in, i.warm_up_first, i.warm_up_growth,
    case when i.day = (now() at time zone 'UTC')::date then i.made_today else 0 end as made_today
from facteur.installation i
