-- Kinds at less of the server's time, for which each start waits: what a kind's parameters come to is worked out for those that are new or
-- have changed, and their former types are told in the statement itself, for a function that asks is planned anew for each kind.

create or replace function facteur.publish_kinds(kinds jsonb) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    with told as (
        select t.name, t.lane, p.parameters, t.expires_after, coalesce(t.locales, '{}') as locales
        from jsonb_to_recordset(kinds)
            as t (name text, lane facteur.lane, parameters jsonb, expires_after interval, locales text[])
        cross join lateral (
            -- As programs name the types that are older than today's names.
            select coalesce(jsonb_agg(case when d ? 'type' then d else d - 'kind' || jsonb_build_object('type', case d ->> 'kind'
                when 'text' then 'string' when 'link' then 'url' when 'address' then 'email' when 'moment' then 'datetime'
                else d ->> 'kind' end) end order by n), '[]') as parameters
            from jsonb_array_elements(t.parameters) with ordinality as e (d, n)) p
    )
    insert into facteur.kind as k (name, lane, parameters, expires_after, locales)
        select t.name, t.lane, t.parameters, t.expires_after, t.locales from told t
        where not exists (
            select from facteur.kind o
            where (o.name, o.lane, o.parameters, o.locales) = (t.name, t.lane, t.parameters, t.locales)
                and o.expires_after is not distinct from t.expires_after)
        order by t.name
        on conflict (name) do update
            set lane = excluded.lane, parameters = excluded.parameters, expires_after = excluded.expires_after,
                locales = excluded.locales, published_at = now()
$$;

drop function facteur.checked_definitions(jsonb);
