-- The workers and the database's clock: a row without a name is the clock alone.
select (extract(epoch from now()) * 1000000)::bigint as now, w.host, w.pid, w.version,
    (extract(epoch from w.started_at) * 1000000)::bigint as started_at, (extract(epoch from w.silence) * 1000000)::bigint as silence
from (select) x left join facteur.workers() w on true order by w.started_at
