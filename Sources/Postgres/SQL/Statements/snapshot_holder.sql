-- Who keeps the database from removing dead rows, the one that looks back farthest. A transaction that has written holds back too,
-- though it has no snapshot at this moment. What vacuums holds back nothing, and has no user; of what kind a session is, not every role
-- may read. Since when, only a superuser could.
with holder as (
    select case when a.backend_type = 'walsender' then 'standby' else 'session' end as kind, a.pid,
        coalesce(nullif(a.application_name, ''), a.usename, '') as name,
        case when age(a.backend_xid) > age(a.backend_xmin) or a.backend_xmin is null then a.backend_xid else a.backend_xmin end
            as transaction
    from pg_stat_activity a
    where coalesce(a.backend_xmin, a.backend_xid) is not null and a.pid <> pg_backend_pid()
        and (a.datname = current_database() or a.backend_type = 'walsender')
        and a.usesysid is not null
    union all
    select 'replication slot', s.active_pid, s.slot_name, s.xmin from pg_replication_slots s where s.xmin is not null
    union all
    select 'prepared transaction', null, x.gid, x.transaction from pg_prepared_xacts x where x.database = current_database()
)
select h.kind, h.pid, h.name, h.transaction from holder h order by age(h.transaction) desc, h.pid limit 1
