-- Where one is, as whom, and how the server is set. $1 the role that is wanted. Asks nothing that not everybody may ask.
select current_setting('server_version_num')::integer as version_number, current_setting('server_version') as version,
    current_database() as database, current_user as role,
    coalesce((select pg_has_role(current_user, r.oid, 'usage') from pg_roles r where r.rolname = $1), false) as is_member,
    pg_is_in_recovery() as is_standby, pg_backend_pid() as pid, current_setting('autovacuum') = 'on' as autovacuum,
    current_setting('track_counts') = 'on' as track_counts, current_setting('max_connections')::integer as max_connections,
    (select count(*) from pg_stat_activity a where a.backend_type = 'client backend') as connections,
    (select age(d.datfrozenxid) from pg_database d where d.datname = current_database()) as frozen_age,
    coalesce((select pg_get_userbyid(n.nspowner) from pg_namespace n where n.nspname = 'facteur'), '') as owner,
    (extract(epoch from clock_timestamp()) * 1000000)::bigint as clock
