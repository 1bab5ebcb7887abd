-- Staging: a worker that may not write to everybody holds mail back, and a person lets it go.

-- What is held rests among the scheduled, due at a moment that never comes: whatever takes a waiting message back (cancel, a newer one of
-- its key, an issue's end, a report) finds it there, and no claim has to look past it.
create function facteur.held_until() returns timestamptz
language sql immutable parallel safe
return '9999-12-31 00:00:00+00'::timestamptz;

-- How a worker treats mail, as it says with its heartbeat: {"mode", "redirect_to", "allow"}. Null: an older program, which sends.
alter table facteur.worker add column delivery jsonb;

-- As `heartbeat`, and says how this worker treats mail. Written when it has changed.
create function facteur.heartbeat(
    epoch uuid, host text, pid integer, version text, wants_wake_ups boolean, gap interval, delivery jsonb
) returns table (first_token bigint, last_token bigint)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    return query select h.first_token, h.last_token
        from facteur.heartbeat(epoch, host, pid, version, wants_wake_ups, gap) h;
    update facteur.worker w set delivery = heartbeat.delivery
        where w.epoch = heartbeat.epoch and w.delivery is distinct from heartbeat.delivery;
end
$$;

-- Holds back what a worker may not send, fenced by the tokens as `settle` is; returns the tokens that came too late. No attempt is
-- counted, and nothing left: the Date is still to be made. Apart from `settle`, so that production pays nothing for it.
create function facteur.hold_back(messages uuid[], tokens bigint[], replies text[], queued integer[]) returns bigint[]
language sql volatile security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
    with given as materialized (
        select distinct on (message, token) * from unnest(messages, tokens, replies, hold_back.queued)
            as t (message, token, reply, queued)
        order by message, token
    ), found as materialized (
        select h.*, g.reply, g.queued from given g cross join lateral (
            select l.ctid as place, l.* from facteur.lease l where l.id = g.message and l.token + 0 = g.token for update) h
    ), gone as (
        delete from facteur.lease l where l.ctid = any (array(select f.place from found f))
    ), held as (
        insert into facteur.scheduled
                (id, lane, attempt, doubts, due_at, first_due_at, dated_at, newsletter, kind, family)
            select id, lane, attempt, doubts, facteur.held_until(), first_due_at, dated_at, newsletter, kind, family from found
    ), logged as (
        insert into facteur.delivery (message, token, attempt, outcome, reply, queued_ms, render_ms, connect_ms, dialogue_ms)
            select id, token, attempt, 'held', reply, queued, 0, 0, 0 from found
    )
    select coalesce(array_agg(g.token), '{}') from given g
    where g.token <> all (array(select f.token from found f))
        and not exists (select from facteur.delivery d where d.message = g.message and d.token = g.token)
$$;

-- Hands held messages back to the queue, as if they were due from now on; returns those that were held. The rule that held them is asked
-- again: it is the worker's, and no command goes past it.
create function facteur.release_held(messages uuid[]) returns uuid[]
language plpgsql volatile security definer
set search_path = facteur, pg_temp
as $$
declare
    released uuid[];
begin
    with freed as (
        update facteur.scheduled s set due_at = now(), first_due_at = now()
            where s.id = any (messages) and s.due_at = facteur.held_until() returning s.id
    )
    select coalesce(array_agg(f.id), '{}') into released from freed f;
    perform facteur.notify_workers();
    return released;
end
$$;

-- The same of at most `most` that are held, whichever they are; how many they were. A newsletter's become ready as others do, few at a
-- time.
create function facteur.release_all_held(most integer) returns bigint
language plpgsql volatile security definer
set search_path = facteur, pg_temp
as $$
begin
    return cardinality(facteur.release_held(array(
        select s.id from facteur.scheduled s
        where s.lane = any (enum_range(null::facteur.lane)) and s.due_at = facteur.held_until() limit most)));
end
$$;

create or replace function facteur.message_state(message uuid) returns text
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select case
        when e.outcome is not null then e.outcome::text
        when exists (select from facteur.in_doubt d where d.id = m.id) then 'in_doubt'
        when exists (select from facteur.lease l where l.id = m.id) then 'sending'
        when exists (select from facteur.scheduled s where s.id = m.id and s.due_at = facteur.held_until()) then 'held'
        else 'waiting'
    end
    from facteur.message m left join facteur.ended e on e.id = m.id
    where m.id = message_state.message
$$;
