-- What the worker needs beside its claim.

-- The kinds that this installation has templates for. Kinds of an older installation stay known: a fleet is not replaced in
-- one moment, and their messages may still wait.
create function facteur.publish_kinds(kinds jsonb) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    insert into facteur.kind as k (name, lane, parameters, expires_after, locales)
        select name, lane, parameters, expires_after, coalesce(locales, '{}')
        from jsonb_to_recordset(kinds)
            as t (name text, lane facteur.lane, parameters jsonb, expires_after interval, locales text[])
        order by name
        on conflict (name) do update
            set lane = excluded.lane, parameters = excluded.parameters, expires_after = excluded.expires_after,
                locales = excluded.locales, published_at = now()
            where (k.lane, k.parameters, k.expires_after, k.locales)
                is distinct from (excluded.lane, excluded.parameters, excluded.expires_after, excluded.locales)
$$;

-- What this installation's settings say of newsletters and of the public pages. Of several workers the last that starts is
-- heard. `pace`: messages a minute by provider, and for `all` of them together; who is not named has no limit.
create function facteur.publish_installation(settings jsonb) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.installation i
        set public_url = settings ->> 'public_url', canary = (settings ->> 'canary')::integer,
            pause_above = (settings ->> 'pause_above')::numeric, warm_up_from = (settings ->> 'warm_up_from')::date,
            warm_up_first = (settings ->> 'warm_up_first')::integer,
            warm_up_growth = (settings ->> 'warm_up_growth')::numeric,
            suppression_expires = (settings ->> 'suppression_expires')::interval;
    delete from facteur.pace p where not (settings -> 'pace') ? p.provider;
    insert into facteur.pace as p (provider, per_minute)
        select key, value::integer from jsonb_each_text(settings -> 'pace') order by key
        on conflict (provider) do update set per_minute = excluded.per_minute
            where p.per_minute <> excluded.per_minute;
end
$$;

-- When a suppression ends; null: never.
create function facteur.suppression_end(entry facteur.suppression) returns timestamptz
language sql stable
return (select entry.confirmed_at + i.suppression_expires from facteur.installation i);

create function facteur.is_in_force(entry facteur.suppression) returns boolean
language sql stable
return coalesce(facteur.suppression_end(entry) > now(), true);

-- Whether a message may still go out. It counts as expired a little early: a link that dies on arrival helps nobody, so the
-- last tenth of its life, at most ten minutes, is kept for the way and for the reader. `reader`: how the reader's subscription stands.
-- One row: a function in FROM becomes part of the query that calls it, where it costs a message next to nothing. Column by column: a
-- whole row of a table would be put together for each condition anew.
create function facteur.lease_status(
    kind text, lane facteur.lane, recipient text, sequence bigint, supersede_key text, enqueued_at timestamptz,
    expires_at timestamptz, newsletter uuid, subscription bigint, reader text
) returns table (status text)
language sql stable
as $$
select case
    when expires_at <= now() + least(interval '10 minutes', (expires_at - enqueued_at) / 10) then 'expired'
    when supersede_key is not null and exists (
        select from facteur.message n
        where n.supersede_key = lease_status.supersede_key and n.kind = lease_status.kind
            and n.sequence > lease_status.sequence) then 'superseded'
    when exists (
        select from facteur.suppression u
        where u.address = facteur.canonical_address(recipient) and (u.scope = 'all' or lease_status.lane = 'bulk')
            and facteur.is_in_force(u)) then 'suppressed'
    when subscription is not null and reader is distinct from 'subscribed' then 'suppressed'
    when subscription is not null and exists (
        select from facteur.newsletter n
        where n.id = lease_status.newsletter and n.cancelled_at is not null) then 'cancelled'
    else 'due'
end
$$;

-- What a worker is told of a message that it is to send; moments in microseconds. Part of the query that calls it, too.
create function facteur.message_to_send(message uuid) returns table (
    kind text, recipient text, recipient_name text, locale text, parameters jsonb, status text, newsletter uuid,
    unsubscribe_token text, enqueued_at bigint, expires_at bigint
)
language sql stable
as $$
    select m.kind, m.recipient, m.recipient_name, m.locale,
        case when m.has_secrets
            then m.parameters || coalesce((select x.parameters from facteur.message_secret x where x.id = m.id), '{}')
            else m.parameters end,
        s.status, m.newsletter, coalesce(u.token, 'essai'), facteur.microseconds(m.enqueued_at),
        facteur.microseconds(m.expires_at)
    from facteur.message m
    left join facteur.subscription u on u.id = m.subscription
    cross join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.enqueued_at, m.expires_at, m.newsletter, m.subscription,
        u.status) s
    where m.id = message_to_send.message
$$;

-- Takes due work of one lane under leases of an epoch, at most `most`, in the form in which the program reads it: moments and times in
-- microseconds. Rows up to the watermark (after_due, after_id) are passed over: the index entries of rows already taken cannot be cleaned
-- up while any session holds an old snapshot, and walking over them costs more with every claim.
--
-- Only one plan is sensible, whatever the statistics of a table that is full one minute and empty the next make the planner believe:
-- it walks the index in its order, deletes what it took by its place (a row of this table is locked where it stands, and never
-- updated), and looks everything else up by its key. Other plans cost as much as the tables are long, and are forbidden. (To the
-- just-in-time compiler the forbidden plans look dear; compiling would cost more than the claim.)
create function facteur.claim(
    lane facteur.lane, most integer, epoch uuid, after_due bigint, after_id uuid
) returns table (
    id uuid, token bigint, kind text, attempt smallint, doubts smallint, recipient text, recipient_name text, locale text,
    parameters jsonb, status text, newsletter uuid, unsubscribe_token text, due_at bigint, enqueued_at bigint, dated_at bigint,
    expires_at bigint, expires_in bigint, queued bigint, since_first_due bigint
)
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set enable_sort = off
set jit = off
as $$
#variable_conflict use_column
begin
    return query
    with picked as materialized (
        select r.ctid as place, r.id, r.due_at, r.family from facteur.ready r
        where r.lane = claim.lane and r.due_at <= now()
            and (r.due_at, r.id) > (coalesce('epoch'::timestamptz + after_due * interval '1 microsecond', '-infinity'),
                coalesce(after_id, '00000000-0000-0000-0000-000000000000'))
            and not exists (select from facteur.pause p where p.scope = 'lane' and p.name = claim.lane::text)
            and coalesce(array_position(array(select p.name from facteur.pause p where p.scope = 'kind'), r.kind), 0) < 1
            and coalesce(array_position(
                array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter'), r.newsletter), 0) < 1
            and r.family <> all (array(select p.family from facteur.parked_domain p where p.until > now()))
        order by r.due_at, r.id limit most for update skip locked
    ), me as materialized (
        -- Who was taken for dead claims nothing, and during a claim nobody is. Not locked for nothing: a lock is written to the disk.
        select w.epoch from facteur.worker w where w.epoch = claim.epoch and exists (select from picked) for key share
    ), probed as materialized (
        -- Domains whose time is over, and that nobody else probes at this moment.
        select p.family from facteur.parked_domain p
        where p.until <= now() and p.family = any (array(select k.family from picked k))
        for update skip locked
    ), chosen as (
        select k.place from picked k where k.family <> all (array(select p.family from facteur.parked_domain p))
        union all
        -- One message is the probe; the domain's others that were picked stay where they are.
        select (select k.place from picked k where k.family = p.family order by k.due_at, k.id limit 1) from probed p
    ), taken as (
        delete from facteur.ready r
        where r.ctid = any (array(select c.place from chosen c)) and exists (select from me)
        returning r.*
    ), leased as (
        insert into facteur.lease as l
            select nextval('facteur.lease_token'), claim.epoch, now(), t.* from taken t
            returning id, token, attempt, doubts, due_at, first_due_at, dated_at, family
    ), probing as (
        -- If the probe comes to nothing, the next one goes in a minute.
        update facteur.parked_domain p set until = now() + interval '60 seconds', probe = coalesce(p.probe, l.token)
            from probed q join leased l on l.family = q.family where p.family = q.family
    )
    select l.id, l.token, m.kind, l.attempt, l.doubts, m.recipient, m.recipient_name, m.locale, m.parameters, m.status,
        m.newsletter, m.unsubscribe_token, facteur.microseconds(l.due_at), m.enqueued_at,
        facteur.microseconds(coalesce(l.dated_at, now())), m.expires_at, m.expires_at - facteur.microseconds(now()),
        facteur.microseconds(now()) - facteur.microseconds(l.due_at),
        facteur.microseconds(now()) - facteur.microseconds(l.first_due_at)
    from leased l cross join lateral facteur.message_to_send(l.id) m
    order by l.due_at, l.id;
end
$$;

-- How leases stand now.
create function facteur.lease_statuses(messages uuid[], tokens bigint[])
returns table (message uuid, token bigint, status text)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
    select t.message, t.token, case when l.id is null then 'lost' else s.status end
    from unnest(messages, tokens) as t (message, token)
    -- Each row by its key, whatever the planner takes the tables for: a subquery with an offset stays one.
    left join lateral (select l.id from facteur.lease l where l.id = t.message and l.token + 0 = t.token offset 0) l on true
    left join lateral (select * from facteur.message m where m.id = l.id offset 0) m on true
    left join lateral (select u.status from facteur.subscription u where u.id = m.subscription offset 0) u on true
    left join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.enqueued_at, m.expires_at, m.newsletter, m.subscription,
        u.status) s on true
$$;

-- This worker lives. Registers it when it is new, or when it was taken for dead: what it held then is fenced by the tokens.
-- Returns the first token that a lease of this registration can have, and the last one that was drawn: a claim that begins from
-- now on gets a higher one. Touches this table alone, so that no lock on another one makes a living worker seem dead.
create function facteur.heartbeat(epoch uuid, host text, pid integer, version text, wants_wake_ups boolean, gap interval)
returns table (first_token bigint, last_token bigint)
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    insert into facteur.worker as w (epoch, host, pid, version, wants_wake_ups)
        values (epoch, host, pid, version, wants_wake_ups)
        on conflict on constraint worker_pkey do update
            -- A statement that was held up on its way must not turn the clock back.
            set heartbeat_at = greatest(w.heartbeat_at, now()), wants_wake_ups = excluded.wants_wake_ups,
                steady_since = case when now() - w.heartbeat_at > gap then now() else w.steady_since end
        returning w.first_token, nextval('facteur.lease_token')
$$;

-- Which relays this worker finds to be down: all that are. Told again and again, and written when something has changed: that a
-- relay is down for as long as before, give or take what the telling takes, is none. `lasted`: microseconds.
create function facteur.report_relays(epoch uuid, relays text[], lasted bigint[], reasons text[]) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    delete from facteur.relay_outage o where o.epoch = report_relays.epoch and o.relay <> all (relays);
    insert into facteur.relay_outage as o (epoch, relay, since, reason)
        select w.epoch, t.relay, now() - t.lasted * interval '1 microsecond', t.reason
        from facteur.worker w, unnest(relays, lasted, reasons) as t (relay, lasted, reason)
        where w.epoch = report_relays.epoch
        for key share of w
        on conflict on constraint relay_outage_pkey do update
            set reason = excluded.reason, since = case
                when excluded.since > o.since + interval '5 seconds' then excluded.since else o.since end
            where o.reason <> excluded.reason or excluded.since > o.since + interval '5 seconds';
$$;

-- Hands back what an epoch holds, and forgets the epoch. The row goes first: a claim locks it, so no lease can appear behind.
create function facteur.release_epoch(epoch uuid) returns void
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
begin
    delete from facteur.worker w where w.epoch = release_epoch.epoch;
    with held as (delete from facteur.lease l where l.epoch = release_epoch.epoch returning l as lease)
    insert into facteur.ready select (facteur.requeued(lease)).* from held;
end
$$;

-- Gives an heir what a dead epoch had begun to send, and hands back the rest of what it held. Returns those of the begun whose
-- outcome is not stored yet.
create function facteur.take_over_leases(messages uuid[], tokens bigint[], dead uuid, heir uuid)
returns table (
    id uuid, token bigint, lane facteur.lane, kind text, attempt smallint, doubts smallint, first_due_at timestamptz,
    dated_at timestamptz, recipient text, recipient_name text, locale text, enqueued_at timestamptz,
    expires_at timestamptz, newsletter uuid
)
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
begin
    update facteur.lease l set epoch = heir, claimed_at = now(), dated_at = coalesce(l.dated_at, l.claimed_at)
        from unnest(messages, tokens) as t (message, token)
        -- Not by the index that holds the token behind the epoch: see `settle`.
        where l.id = t.message and l.token + 0 = t.token;
    perform facteur.release_epoch(dead) where dead is not null;
    return query
        select m.id, t.token, m.lane, m.kind, coalesce(l.attempt, 1::smallint), coalesce(l.doubts, 0::smallint),
            coalesce(l.first_due_at, m.due_at), coalesce(l.dated_at, m.enqueued_at), m.recipient, m.recipient_name,
            m.locale, m.enqueued_at, m.expires_at, m.newsletter
        from unnest(messages, tokens) as t (message, token)
        cross join lateral (select * from facteur.message m where m.id = t.message offset 0) m
        left join lateral (
            select * from facteur.lease l where l.id = t.message and l.token + 0 = t.token offset 0) l on true
        where not exists (
            select from facteur.delivery d where d.message = t.message and d.token = t.token);
end
$$;

-- Hands back leases whose claim committed, but whose answer the worker never read: up to a token that no claim still under way
-- can have, and behind the one up to which all was looked through before.
create function facteur.release_strays(epoch uuid, known bigint[], behind bigint, up_to bigint) returns void
language sql volatile security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
    with held as (
        delete from facteur.lease l
        where l.epoch = release_strays.epoch and l.token > behind and l.token <= up_to and l.token <> all (known)
        returning l as lease)
    insert into facteur.ready select (facteur.requeued(lease)).* from held
$$;

-- Hands back what dead workers held, and forgets them; how many they were. A worker is dead when it has not said for so long
-- that it lives (`death`), in a time in which it could have: the reaper's own heartbeats have been coming for a while
-- (`steadiness`) without a long gap. After a lock on the table of workers, or a database that hung, everybody has that while to
-- say so. Nobody takes himself for dead.
create function facteur.release_dead_workers(reaper uuid, death interval, gap interval, steadiness interval) returns integer
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    dead uuid;
    released integer := 0;
begin
    if not exists (
        select from facteur.worker w
        where w.epoch = reaper and w.heartbeat_at > now() - gap and w.steady_since <= now() - steadiness)
    then
        return 0;
    end if;
    for dead in
        select w.epoch from facteur.worker w where w.epoch <> reaper and w.heartbeat_at < now() - death
        for update skip locked
    loop
        perform facteur.release_epoch(dead);
        released := released + 1;
    end loop;
    return released;
end
$$;

-- Brings what has come due of a lane to the ready table, at most `chunk`. The bulk lane is kept shallow: no more than `depth` of its
-- messages are ready, those to parked domains not counted. Returns the time until more of the lane is due, null when nothing is
-- known. In SQL, because a row is moved where it stands: two workers must not both have it in their hands meanwhile.
create function facteur.promote_due(of_lane facteur.lane, depth integer, chunk integer) returns interval
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
set enable_sort = off
set jit = off
as $$
declare
    most bigint := chunk;
    moved bigint;
begin
    if of_lane = 'bulk' and exists (select from facteur.scheduled s where s.lane = of_lane and s.due_at <= now()) then
        select greatest(least(chunk, depth - count(*)), 0) into most from (
            select from facteur.ready r
            where r.lane = 'bulk' and r.family <> all (array(select p.family from facteur.parked_domain p))
            limit depth) r;
    end if;
    with due as materialized (
        select s.ctid as place from facteur.scheduled s
        where s.lane = of_lane and s.due_at <= now() order by s.due_at limit most
        for update skip locked
    ), taken as (
        delete from facteur.scheduled s where s.ctid = any (array(select d.place from due d)) returning s.*
    ), ready as (
        insert into facteur.ready select * from taken returning 1
    )
    select count(*) into moved from ready;
    if moved = most and most > 0 then return interval '0'; end if;
    return (select min(s.due_at) from facteur.scheduled s where s.lane = of_lane and s.due_at > now()) - now();
end
$$;

-- How much waits in each lane, due and held by nobody, and how much is in doubt; counted up to `most`.
create function facteur.depths(most integer) returns table (lane facteur.lane, waiting bigint, in_doubt bigint)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set jit = off
as $$
    select l.lane, (select count(*) from (select from facteur.ready r where r.lane = l.lane limit most) r),
        (select count(*) from (select from facteur.in_doubt d where d.lane = l.lane limit most) d)
    from unnest(enum_range(null::facteur.lane)) as l (lane)
$$;
