-- How the outbox is beside its messages. Counts go up to $1; a worker's heart beats that has said so within $2.
select (extract(epoch from clock_timestamp()) * 1000000)::bigint as clock,
    (select count(*) from facteur.worker w where w.heartbeat_at > now() - $2::interval) as workers,
    (select count(*) from (
        select from facteur.suppression s where s.confirmed_at > now() - interval '1 hour' limit $1::integer) s) as suppressed,
    (select (extract(epoch from now() - min(p.since)) * 1000000)::bigint from facteur.parked_domain p) as longest_park
