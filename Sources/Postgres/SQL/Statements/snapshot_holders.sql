-- Who keeps old rows from being cleaned up: sessions, prepared transactions and replication slots with the oldest snapshots, the oldest
-- first. `since` is null where this role may not see it. Everybody may ask.
select h.kind, h.name, h.pid, h.role, h.program, h.state, h.age, to_char(h.since at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since,
    (extract(epoch from now() - h.since) * 1000000)::bigint as lasting
from (
    select 'session' as kind, '' as name, a.pid, a.usename::text as role, a.application_name as program, a.state,
        greatest(age(a.backend_xmin), age(a.backend_xid))::bigint as age, a.xact_start as since
    from pg_stat_activity a
    where a.pid <> pg_backend_pid() and (a.backend_xmin is not null or a.backend_xid is not null)
        and a.usesysid is not null
        and (a.datname = current_database() or a.backend_type = 'walsender')
    union all
    select 'prepared transaction', p.gid, 0, p.owner::text, '', '', age(p.transaction)::bigint, p.prepared
    from pg_prepared_xacts p where p.database = current_database()
    union all
    select 'replication slot', s.slot_name::text, coalesce(s.active_pid, 0), '', '', case when s.active then 'active' else 'inactive' end,
        greatest(age(s.xmin), age(s.catalog_xmin))::bigint, null
    from pg_replication_slots s where s.xmin is not null or s.catalog_xmin is not null
) h
where h.age is not null order by h.age desc, h.since nulls last limit 5
