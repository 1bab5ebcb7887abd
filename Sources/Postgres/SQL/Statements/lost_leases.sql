-- Leases that nobody who lives holds. $1 after how long a worker without a heartbeat counts as dead. For operators.
select count(*) as leases, count(distinct l.epoch) as workers,
    (extract(epoch from now() - min(l.claimed_at)) * 1000000)::bigint as oldest
from facteur.lease l
where not exists (select from facteur.worker w where w.epoch = l.epoch and w.heartbeat_at > now() - $1::interval)
