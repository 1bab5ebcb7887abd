-- This worker lives. Registers it when it is new, or when it was taken for dead: what it held then is fenced by the tokens.
insert into facteur.worker (epoch, host, pid, version, idle)
    values ($1::uuid, $2, $3::integer, $4, $5::boolean)
    on conflict (epoch) do update set heartbeat_at = now(), idle = excluded.idle
