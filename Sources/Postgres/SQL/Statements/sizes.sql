-- How much of each table is looked at: all of it, up to $1 pages; of a longer one a sample of $2 pages, in percent.
select case when s.pages <= $1::bigint then 100 else 100.0 * $2::bigint / s.pages end as percent, s.name,
    case when s.reltuples >= 0 and s.relpages > 0 then s.reltuples / s.relpages * s.pages else s.pages * 50 end::bigint as rows
from (
    select c.relname as name, c.reltuples, c.relpages,
        pg_relation_size(c.oid) / current_setting('block_size')::bigint as pages
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'facteur' and c.relname in ('message', 'ready', 'scheduled', 'ended')) s
