-- What is in the schema: each object with what makes it what it is, so that it can be held against what the migrations make. A day's
-- partitions come and go, and are left out; so is what an operator may tune (storage parameters), and rights, which missing_rights.sql looks
-- at. Asks the catalogs alone, which everybody may read.
--
-- `is_deparsed`: PostgreSQL wrote the text, and another major version may write it in other words. It names the schema or not by the session's
-- search path: `facteur.` says nothing there.
with schema as (
    select n.oid from pg_namespace n where n.nspname = 'facteur'
), relation as (
    select c.* from pg_class c join schema s on s.oid = c.relnamespace where not c.relispartition
), object (kind, name, definition, is_deparsed) as (
    select 'function', format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)),
        format('returns %s %s %s %s %s %s', pg_get_function_result(p.oid), l.lanname, p.provolatile,
            case when p.prosecdef then 'definer' else 'invoker' end, coalesce(p.proconfig::text, '-'),
            left(encode(sha256(convert_to(coalesce(replace(pg_get_function_sqlbody(p.oid), 'facteur.', ''), p.prosrc), 'UTF8')), 'hex'), 16)),
        p.prosqlbody is not null
    from pg_proc p join schema s on s.oid = p.pronamespace join pg_language l on l.oid = p.prolang
    union all
    select case r.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'view' else 'table' end, r.relname,
        format('%s %s %s', r.relkind, r.relpersistence, coalesce(pg_get_partkeydef(r.oid), '-')), false
    from relation r where r.relkind in ('r', 'p', 'S', 'v', 'm', 'f')
    union all
    select 'column', format('%s.%s', r.relname, a.attname),
        format('%s%s%s%s', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then ' not null' else '' end,
            case when a.attidentity <> '' then ' identity' when a.attgenerated <> '' then ' generated' else '' end,
            coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')), true
    from relation r join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
    where r.relkind in ('r', 'p', 'c')
    union all
    select 'index', i.relname,
        pg_get_indexdef(i.oid) || case when x.indisvalid and x.indisready then '' else ' (invalid)' end, true
    from relation i join pg_index x on x.indexrelid = i.oid
    join relation t on t.oid = x.indrelid
    where not exists (select from pg_constraint c where c.conindid = i.oid and c.contype in ('p', 'u', 'x'))
    union all
    select 'constraint', format('%s.%s', r.relname, c.conname), pg_get_constraintdef(c.oid), true
    from relation r join pg_constraint c on c.conrelid = r.oid where c.contype in ('p', 'u', 'x', 'f', 'c')
    union all
    select 'trigger', format('%s.%s', r.relname, t.tgname), format('%s %s', pg_get_triggerdef(t.oid), t.tgenabled), true
    from relation r join pg_trigger t on t.tgrelid = r.oid where not t.tgisinternal
    union all
    select 'type', t.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder), false
    from pg_type t join schema s on s.oid = t.typnamespace join pg_enum e on e.enumtypid = t.oid group by t.typname
)
select o.kind, regexp_replace(o.name, '\s+', ' ', 'g') as name, regexp_replace(o.definition, '\s+', ' ', 'g') as definition,
    o.is_deparsed
from object o order by o.kind, o.name
