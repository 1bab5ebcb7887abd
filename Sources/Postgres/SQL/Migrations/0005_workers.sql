-- What the worker needs beside its claim.

-- The kinds that this installation has templates for. Kinds of an older installation stay known: a fleet is not replaced in
-- one moment, and their messages may still wait.
create function facteur.publish_kinds(kinds jsonb) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    insert into facteur.kind as k (name, lane, parameters, expires_after)
        select name, lane, parameters, expires_after
        from jsonb_to_recordset(kinds) as t (name text, lane facteur.lane, parameters jsonb, expires_after interval)
        order by name
        on conflict (name) do update
            set lane = excluded.lane, parameters = excluded.parameters, expires_after = excluded.expires_after,
                published_at = now()
            where (k.lane, k.parameters, k.expires_after)
                is distinct from (excluded.lane, excluded.parameters, excluded.expires_after)
$$;

-- Whether a message may still go out. It counts as expired a little early: a link that dies on arrival helps nobody, so the
-- last tenth of its life, at most ten minutes, is kept for the way and for the reader.
create function facteur.standing(m facteur.message) returns text
language sql stable
return case
    when m.expires_at <= now() + least(interval '10 minutes', (m.expires_at - m.enqueued_at) / 10) then 'expired'
    when m.supersede_key is not null and exists (
        select from facteur.message n
        where n.supersede_key = m.supersede_key and n.kind = m.kind and n.sequence > m.sequence) then 'superseded'
    when exists (
        select from facteur.suppression u
        where u.address = lower(m.recipient) and (u.scope = 'all' or m.lane = 'bulk')) then 'suppressed'
    when m.newsletter is not null and not exists (
        select from facteur.subscription s where s.id = m.subscription and s.status = 'subscribed') then 'suppressed'
    else 'due'
end;

-- Hands back what an epoch holds, and forgets the epoch. The row goes first: a claim locks it, so no lease can appear behind.
create function facteur.release_epoch(epoch uuid) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    delete from facteur.worker w where w.epoch = release_epoch.epoch;
    with held as (delete from facteur.lease l where l.epoch = release_epoch.epoch returning l.*)
    insert into facteur.ready (id, lane, attempt, doubts, due_at, first_due_at, dated_at, newsletter, kind)
        select id, lane, attempt, doubts, due_at, first_due_at, dated_at, newsletter, kind from held;
end
$$;

-- Gives an heir what a dead epoch had begun to send, and hands back the rest of what it held. Returns those of the begun whose
-- outcome is not stored yet.
create function facteur.adopt(messages uuid[], tokens bigint[], dead uuid, heir uuid)
returns table (message uuid, token bigint)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.lease l set epoch = heir, claimed_at = now()
        from unnest(messages, tokens) as t (message, token)
        where l.id = t.message and l.token = t.token;
    perform facteur.release_epoch(dead) where dead is not null;
    return query
        select t.message, t.token from unnest(messages, tokens) as t (message, token)
        where not exists (
            select from facteur.delivery d where d.message = t.message and d.token = t.token);
end
$$;

-- Hands back leases whose claim committed, but whose answer the worker never read.
create function facteur.release_strays(epoch uuid, known bigint[]) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    with held as (
        delete from facteur.lease l
        where l.epoch = release_strays.epoch and l.claimed_at < now() - interval '1 minute' and l.token <> all (known)
        returning l.*)
    insert into facteur.ready (id, lane, attempt, doubts, due_at, first_due_at, dated_at, newsletter, kind)
        select id, lane, attempt, doubts, due_at, first_due_at, dated_at, newsletter, kind from held
$$;

-- Brings due mail to the ready table, takes back what dead workers held, makes the messages of newsletters while fewer than
-- `depth` of them are ready. Returns the time until there is more to do, null when nothing is known.
create function facteur.promote(depth integer, chunk integer) returns interval
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    dead uuid;
    moved bigint;
    ready_bulk bigint;
begin
    for dead in
        select w.epoch from facteur.worker w where w.heartbeat_at < now() - interval '30 seconds'
        for update skip locked
    loop
        perform facteur.release_epoch(dead);
    end loop;

    with due as materialized (
        select s.id from facteur.scheduled s where s.due_at <= now() order by s.due_at limit chunk for update skip locked
    ), taken as (
        delete from facteur.scheduled s using due where s.id = due.id returning s.*
    )
    insert into facteur.ready select * from taken;
    get diagnostics moved = row_count;

    select count(*) into ready_bulk from (select from facteur.ready r where r.lane = 'bulk' limit depth) r;
    if moved = chunk then return interval '0'; end if;
    if ready_bulk < depth then
        if facteur.expand_newsletter(chunk) then return interval '0'; end if;
    end if;
    return least(
        (select min(s.due_at) from facteur.scheduled s where s.due_at > now()),
        (select min(n.send_at) from facteur.newsletter n where n.expanded_at is null and n.send_at > now())) - now();
end
$$;
