-- What became of producers' messages, in an order that misses none.
--
-- A number that a settlement draws says nothing of when it commits: whoever reads up to number 1000 may have passed over 990, which is
-- still on its way. So the order is made by one step, `number_events`, which gives cursors to what it can see, one run after the other:
-- a cursor that can be read has none before it that is yet to come. It reads what is written anyway, the log of deliveries; settlements
-- write nothing more for it.

create table facteur.event (
    cursor bigint primary key,
    -- Whose message it was, or whose issue; '' where nobody's.
    owner text not null,
    at timestamptz not null,
    message uuid,
    kind text,
    event text not null,
    -- Where the rest of it stands: of the log's row, of the report, of the reader's subscription.
    delivery bigint,
    report bigint,
    subscription bigint
);
create index event_owner on facteur.event (owner, cursor);

-- What the log of deliveries does not tell, until it has a cursor.
create table facteur.event_waiting (
    number bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    owner text,
    message uuid,
    event text not null,
    report bigint,
    subscription bigint
);

-- How far the events are numbered.
create table facteur.event_progress (
    is_only boolean primary key default true check (is_only),
    -- The last cursor that was given.
    cursor bigint not null default 0,
    -- The highest number of a delivery that was looked at.
    seen bigint not null,
    -- Numbers before it that were not there: on their way, or rolled back. The older ones are given up when none of the transactions that
    -- `writers` names goes on.
    gaps int8multirange not null default '{}',
    old_gaps int8multirange not null default '{}',
    writers text[] not null default '{}'
);
-- What is enqueued from now on.
insert into facteur.event_progress (seen) select case when s.is_called then s.last_value else 0 end from facteur.delivery_number s;

-- Up to which cursor an owner's events were removed.
create table facteur.event_removed (
    owner text primary key,
    cursor bigint not null
);

alter table facteur.event_waiting set
    (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);
alter table facteur.event_progress set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- As before, and whose the messages are gets to know. A report tells of a bounce itself. In plpgsql, for the plan is kept there: in SQL it was
-- made anew by every call.
create or replace function facteur.end_messages(ids uuid[], outcome facteur.outcome) returns void
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    with ended as (
        insert into facteur.ended (id, lane, kind, outcome)
            select m.id, m.lane, m.kind, end_messages.outcome from facteur.message m where m.id = any (ids)
            on conflict (id) do nothing
            returning id
    ), told as (
        insert into facteur.event_waiting (owner, message, event)
            select m.owner, m.id, end_messages.outcome from ended e join facteur.message m on m.id = e.id
            where m.newsletter is null and end_messages.outcome <> 'bounced'
    )
    insert into facteur.issue_outcome (newsletter, outcome, count)
        select m.newsletter, end_messages.outcome, count(*) from ended e join facteur.message m on m.id = e.id
        where m.subscription is not null group by m.newsletter;
    delete from facteur.message_secret s where s.id = any (ids);
end
$$;

-- What a report came to. That a reader leaves a list, `note_leaving` tells, however it came about.
create function facteur.note_report() returns trigger
language plpgsql volatile
as $$
begin
    if new.effect in ('bounced', 'complained') or (new.event = 'delivered' and new.message is not null) then
        insert into facteur.event_waiting (owner, message, event, report, subscription)
            select coalesce(
                    (select facteur.owner_of(m) from facteur.message m where m.id = new.message),
                    (select n.owner from facteur.newsletter n where n.id = new.newsletter)),
                new.message, case when new.event = 'delivered' then new.event else new.effect end, new.number, new.subscription;
    end if;
    return null;
end
$$;
create trigger note_report after update of effect on facteur.report
    for each row when (old.effect = 'unknown') execute function facteur.note_report();

-- A reader who leaves a list, for whoever had put them on it.
create function facteur.note_leaving() returns trigger
language plpgsql volatile
as $$
begin
    -- An import's source is somebody's word, and no role.
    insert into facteur.event_waiting (owner, event, subscription)
        values ((select r.rolname::text from pg_roles r where r.rolname = new.source), 'unsubscribed', new.id);
    return null;
end
$$;
create trigger note_leaving after update of status on facteur.subscription
    for each row when (old.status = 'subscribed' and new.status = 'unsubscribed') execute function facteur.note_leaving();

-- The transactions that write to the log of deliveries at this moment.
create function facteur.delivery_writers() returns text[]
language sql volatile
as $$
    select coalesce(array_agg(distinct l.virtualtransaction), '{}') from pg_locks l
    where l.locktype = 'relation' and l.relation = 'facteur.delivery'::regclass and l.mode = 'RowExclusiveLock' and l.granted
        and l.database = (select d.oid from pg_database d where d.datname = current_database())
$$;

-- The statement of `number_events`. `highest`: the last number of the log that was looked at behind `p.seen`; `found_numbers`: all that were
-- there; `looked`: how many; `numbered`: how many events came of it.
create function facteur.store_events(
    p facteur.event_progress, batch integer, out highest bigint, out found_numbers int8multirange, out looked bigint,
    out numbered bigint
)
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    -- One statement, one snapshot: of two events of a message the first is never seen without, nor numbered behind, the second.
    with fresh as materialized (
        select d.number, d.at, d.message, d.outcome, d.late from facteur.delivery d
        where d.number > p.seen order by d.number limit batch
    ), filled as materialized (
        select d.number, d.at, d.message, d.outcome, d.late
        from unnest(p.gaps + p.old_gaps) g (gap)
        cross join lateral (
            select * from facteur.delivery x where x.number >= lower(g.gap) and x.number < upper(g.gap) offset 0) d
    ), delivery as (
        table fresh union all table filled
    ), waiting as materialized (
        delete from facteur.event_waiting w
        -- Those that come after deliveries which have to wait for the next run wait too.
        where (select count(*) from fresh) < batch
            and w.number = any (array(select x.number from facteur.event_waiting x order by x.number limit batch))
        returning w.*
    ), found as (
        select m.owner, d.at, d.message, m.kind, d.outcome as event, d.number as delivery, null::bigint as report,
            null::bigint as subscription, d.number as place
        from delivery d
        -- Row by row, for a planner that knows an empty table walks whole indexes.
        cross join lateral (select x.owner, x.kind, x.newsletter from facteur.message x where x.id = d.message offset 0) m
        -- An issue's readers are in its ledger. What was settled too late has ended otherwise, or is told by its end.
        where m.newsletter is null
            and d.outcome in ('sent', 'failed', 'expired', 'superseded', 'cancelled', 'suppressed', 'in_doubt')
            and (not d.late or d.outcome = 'in_doubt'
                and not exists (select from facteur.ended e where e.id = d.message offset 0))
        union all
        select w.owner, w.at, w.message, coalesce(m.kind, 'newsletter'), w.event, null, w.report, w.subscription, w.number
        from waiting w
        left join lateral (select x.kind from facteur.message x where x.id = w.message offset 0) m on true
    ), stored as (
        insert into facteur.event (cursor, owner, at, message, kind, event, delivery, report, subscription)
            select p.cursor + row_number() over (order by f.at, f.place), coalesce(f.owner, ''), f.at, f.message, f.kind,
                f.event, f.delivery, f.report, f.subscription
            from found f
            returning cursor
    )
    select (select max(f.number) from fresh f),
            (select coalesce(range_agg(int8range(d.number, d.number, '[]')), '{}') from delivery d),
            (select greatest((select count(*) from fresh), (select count(*) from waiting))),
            (select count(*) from stored)
        into highest, found_numbers, looked, numbered;
end
$$;

-- Gives cursors to at most `batch` deliveries and as many other events, and rings `facteur_events` if there were any: once a run, in
-- place of once a settlement. Returns how many it looked at: as long as it is `batch`, there is more. One run at a time; a second one
-- does nothing.
--
-- No transaction stops it. A settlement that takes long only leaves a gap, which is looked into at each run until it is filled or nobody
-- is left who could fill it; transactions that settle nothing (a report, a dump, a shop's long night job) matter to no one.
create function facteur.number_events(batch integer) returns bigint
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
    p facteur.event_progress;
    is_over boolean;
    highest bigint;
    found_numbers int8multirange;
    looked bigint;
    numbered bigint;
begin
    select * into p from facteur.event_progress x for update skip locked;
    if not found then return 0; end if;
    -- Asked before the log is read: what they wrote can be seen by now.
    is_over := p.writers = '{}' or not p.writers && facteur.delivery_writers();
    select * into highest, found_numbers, looked, numbered from facteur.store_events(p, batch);
    p.gaps := p.gaps - found_numbers;
    if highest > p.seen then
        p.gaps := p.gaps + (int8multirange(int8range(p.seen, highest, '(]')) - found_numbers);
    end if;
    if is_over then
        p.old_gaps := p.gaps;
        p.gaps := '{}';
        p.writers := case when p.old_gaps = '{}' then '{}' else facteur.delivery_writers() end;
    else
        p.old_gaps := p.old_gaps - found_numbers;
    end if;
    update facteur.event_progress x
        set cursor = p.cursor + numbered, seen = greatest(p.seen, highest), gaps = p.gaps, old_gaps = p.old_gaps, writers = p.writers
        where looked > 0 or numbered > 0 or x.writers <> p.writers or x.gaps <> p.gaps or x.old_gaps <> p.old_gaps;
    if numbered > 0 then perform pg_notify('facteur_events', ''); end if;
    return looked;
end
$$;

-- Removes at most `batch` events older than `log_days`, and remembers how far. Returns how many.
create function facteur.tidy_events(log_days integer, batch integer) returns bigint
language plpgsql volatile security definer
set search_path = facteur, pg_temp
as $$
declare
    removed bigint;
begin
    with old as (
        delete from facteur.event e
        where e.cursor = any (array(select x.cursor from facteur.event x order by x.cursor limit batch))
            and e.at < now() - make_interval(days => log_days)
        returning e.owner, e.cursor
    ), told as (
        insert into facteur.event_removed as r
            select o.owner, max(o.cursor) from old o group by o.owner order by o.owner
            on conflict (owner) do update set cursor = greatest(r.cursor, excluded.cursor)
    )
    select count(*) into removed from old;
    return removed;
end
$$;

create type facteur.message_event as (
    cursor bigint, at timestamptz, message uuid, kind text, event text, recipient text, code integer, enhanced text, reply text
);

-- What became of the caller's own messages behind `cursor`, the oldest first; 0 begins with the oldest that is kept. At most `most` rows,
-- and never more than 10,000. Whoever keeps the last row's cursor, in the transaction in which they deal with it, gets each event once.
--
-- SQLSTATE 22023: a cursor that is none; 55000: events behind the cursor are kept no longer.
create function facteur.events_since(cursor bigint, most integer default 1000)
returns setof facteur.message_event
language plpgsql stable security definer
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
    caller constant text := facteur.caller();
    gone bigint;
begin
    if $1 is null or $1 < 0 then
        raise exception using errcode = '22023', message = format('cursor is %s and has to be 0 or more', coalesce($1::text, 'null')),
            hint = 'Begin with 0, then pass the cursor of the last row that was read.';
    end if;
    if $2 is null or $2 < 1 then
        raise exception using errcode = '22023', message = format('most is %s and has to be 1 or more', coalesce($2::text, 'null'));
    end if;
    select r.cursor into gone from facteur.event_removed r where r.owner = caller;
    if $1 > 0 and $1 < gone then
        raise exception using errcode = '55000',
            message = format('events behind cursor %s are kept no longer: the first that is kept comes after %s', $1, gone),
            detail = 'Events are kept as long as the log of deliveries, retention.deliveries.',
            hint = format('Ask facteur.message_state for the messages that are still open, then go on with cursor %s.', gone);
    end if;
    return query
        select e.cursor, e.at, e.message, e.kind, e.event, coalesce(m.recipient, s.email),
            coalesce(d.code, r.code)::integer, coalesce(d.enhanced, r.enhanced), nullif(coalesce(d.reply, r.reply), '')
        from (
            select * from facteur.event x where x.owner = caller and x.cursor > $1 order by x.cursor limit least($2, 10000)
        ) e
        -- Row by row, for a planner that knows an empty table walks whole indexes.
        left join lateral (select x.recipient from facteur.message x where x.id = e.message offset 0) m on true
        -- By its moment too: that names the one partition.
        left join lateral (
            select x.code, x.enhanced, x.reply from facteur.delivery x where x.number = e.delivery and x.at = e.at offset 0) d on true
        left join lateral (
            select x.code, x.enhanced, x.reply from facteur.report x where x.number = e.report offset 0) r on true
        left join lateral (select x.email from facteur.subscription x where x.id = e.subscription offset 0) s on true
        order by e.cursor;
end
$$;
