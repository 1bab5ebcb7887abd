select w.host, w.pid, w.version, w.delivery::text as delivery, not exists (select from facteur.lease l where l.epoch = w.epoch) as idle,
    (extract(epoch from w.started_at) * 1000000)::bigint as started_at,
    (extract(epoch from now() - w.heartbeat_at) * 1000000)::bigint as heartbeat_age
from facteur.worker w order by w.started_at
