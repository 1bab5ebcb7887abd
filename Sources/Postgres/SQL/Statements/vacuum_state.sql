-- How clean the schema's tables are: those that autovacuum was told to leave alone, and those with many dead rows. Everybody may ask.
select c.relname as name, coalesce(bool_or(o.option_name = 'autovacuum_enabled' and o.option_value in ('false', 'off', 'no', '0')), false)
        as is_left_alone, max(coalesce(s.n_dead_tup, 0)) as dead, max(coalesce(s.n_live_tup, 0)) as live,
    (extract(epoch from now() - max(greatest(s.last_autovacuum, s.last_vacuum))) * 1000000)::bigint as since_vacuum
from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'facteur'
left join pg_stat_all_tables s on s.relid = c.oid
left join lateral pg_options_to_table(c.reloptions) o on true
where c.relkind = 'r' group by c.relname order by c.relname
