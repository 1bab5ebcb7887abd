-- What the session that calls itself $1 waits for, and who stands in its way.
select case
        when l.relation is not null then l.relation::regclass::text
        when l.locktype = 'advisory' then 'the end of another migration'
        else 'a lock of type ' || l.locktype
    end as lock, l.mode, holder.pid, b.usename as role, b.application_name as program, b.state,
    to_char(b.xact_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
from pg_stat_activity w
join pg_locks l on l.pid = w.pid and not l.granted
cross join lateral unnest(pg_blocking_pids(w.pid)) as holder (pid)
left join pg_stat_activity b on b.pid = holder.pid
where w.application_name = $1 and w.datname = current_database()
order by holder.pid
