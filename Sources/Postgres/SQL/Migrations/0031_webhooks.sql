-- Events out: what each endpoint of the settings has been told. One worker at a time tells an endpoint, in the order of the cursors.

create table facteur.webhook (
    -- As the settings call it.
    name text primary key,
    -- It has been told of all events up to this one.
    cursor bigint not null,
    -- The worker that tells it, and until when nobody else does.
    holder uuid,
    held_until timestamptz not null default '-infinity',
    -- In a row, of the first event that it has not taken.
    failures integer not null default 0,
    next_at timestamptz not null default now(),
    failing_since timestamptz,
    -- In one line, what was wrong with the last attempt.
    fault text,
    told bigint not null default 0,
    told_at timestamptz,
    -- When events were found to be gone before they could be told.
    missed_at timestamptz
) with (fillfactor = 50);

-- What an endpoint is told of an event: {"type": "mail.sent", "timestamp": ..., "data": {...}}.
create function facteur.event_body(e facteur.event, recipient text, code integer, enhanced text, reply text) returns text
language sql stable
return json_strip_nulls(json_build_object(
    'type', 'mail.' || (e).event, 'timestamp', to_char((e).at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'data', json_build_object(
        'cursor', (e).cursor, 'producer', nullif((e).owner, ''), 'message', (e).message, 'kind', (e).kind,
        'recipient', recipient, 'code', code, 'enhanced', enhanced, 'reply', nullif(reply, ''))))::text;

-- The next events for an endpoint, at most `most`, if it is this holder's for `lasts` and not resting after a failure. An endpoint that is
-- new begins with what happens from now on. `kinds`: of these alone; null: of all.
--
-- `id` is the event's own, whenever and by whomever it is told.
create function facteur.take_events(webhook text, holder uuid, lasts interval, kinds text[], most integer)
returns table (cursor bigint, id text, message uuid, body text, failures integer)
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
#variable_conflict use_column
declare
    window_size constant integer := 20000;
    w facteur.webhook;
    last constant bigint := (select p.cursor from facteur.event_progress p);
    removed constant bigint := (select coalesce(max(r.cursor), 0) from facteur.event_removed r);
begin
    select x.* into w from facteur.webhook x where x.name = take_events.webhook;
    if not found then
        insert into facteur.webhook (name, cursor) values (take_events.webhook, last) on conflict do nothing;
        return;
    end if;
    if w.next_at > now() or (w.holder <> take_events.holder and w.held_until > now()) then return; end if;
    if w.holder is distinct from take_events.holder or w.held_until < now() + lasts / 2 or w.cursor < last then
        update facteur.webhook x
            set holder = take_events.holder, held_until = now() + lasts, cursor = greatest(x.cursor, removed),
                missed_at = case when x.cursor < removed then now() else x.missed_at end
            where x.name = take_events.webhook and x.next_at <= now()
                and (x.holder is null or x.holder = take_events.holder or x.held_until <= now())
            returning x.* into w;
        if not found then return; end if;
    end if;
    return query
        select e.cursor, format('evt_%s_%s', e.cursor, to_hex(facteur.microseconds(e.at))), e.message,
            facteur.event_body(
                e.whole, coalesce(m.recipient, s.email), coalesce(d.code, r.code), coalesce(d.enhanced, r.enhanced),
                coalesce(d.reply, r.reply)),
            w.failures
        from (
            select x as whole, x.* from facteur.event x
            where x.cursor > w.cursor and x.cursor <= w.cursor + window_size and (kinds is null or x.kind = any (kinds))
            order by x.cursor limit most
        ) e
        left join lateral (select x.recipient from facteur.message x where x.id = e.message offset 0) m on true
        left join lateral (
            select x.code, x.enhanced, x.reply from facteur.delivery x where x.number = e.delivery and x.at = e.at offset 0) d on true
        left join lateral (
            select x.code, x.enhanced, x.reply from facteur.report x where x.number = e.report offset 0) r on true
        left join lateral (select x.email from facteur.subscription x where x.id = e.subscription offset 0) s on true
        order by e.cursor;
    -- Nothing of these kinds: what was looked through need not be again.
    if not found and w.cursor < last then
        update facteur.webhook x set cursor = least(w.cursor + window_size, last) where x.name = take_events.webhook;
    end if;
end
$$;

-- What came of telling an endpoint: it took so many, and all up to `cursor`. With a fault it rests for `wait`. Whether it is still this
-- holder's.
create function facteur.settle_events(
    webhook text, holder uuid, cursor bigint, told bigint, fault text, wait interval
) returns boolean
language plpgsql volatile security definer
set search_path = facteur, pg_temp
as $$
begin
    update facteur.webhook w
        set cursor = greatest(w.cursor, coalesce(settle_events.cursor, 0)), told = w.told + settle_events.told,
            told_at = case when settle_events.told > 0 then now() else w.told_at end,
            failures = case when settle_events.fault is null then 0 when settle_events.cursor > w.cursor then 1 else w.failures + 1 end,
            failing_since = case when settle_events.fault is null then null else coalesce(w.failing_since, now()) end,
            fault = left(settle_events.fault, 500), next_at = now() + settle_events.wait
        where w.name = settle_events.webhook and w.holder = settle_events.holder;
    return found;
end
$$;

-- Lets go of endpoints, for the next worker.
create function facteur.leave_webhooks(holder uuid) returns void
language sql volatile security definer
set search_path = facteur, pg_temp
as $$
    update facteur.webhook w set holder = null, held_until = now() where w.holder = leave_webhooks.holder
$$;

-- Kept until here for the sake of calls that were under way.
drop function facteur.store_message(text, text, jsonb, text, text, text, text, timestamptz, timestamptz);
drop function facteur.message_fault(text, text, jsonb, text, text, text, text, timestamptz, timestamptz);
