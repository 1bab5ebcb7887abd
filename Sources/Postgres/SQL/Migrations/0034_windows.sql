-- When issues may leave. What days and hours a window has is the program's to say (`SendingWindow`): the worker publishes when each is open
-- by each clock that it knows, and here moments are compared.

-- By whose clock a reader is counted of whom no zone is known.
alter table facteur.installation add column time_zone text not null default 'Europe/Paris';

-- The next weeks of each window that is in use. One that is over is removed by whoever sees to it that nothing is left behind (`keep_windows`).
create table facteur.opening (
    sending_window text not null,
    time_zone text not null,
    opens_at timestamptz not null,
    -- The first moment that is no longer in it.
    closes_at timestamptz not null check (closes_at > opens_at),
    primary key (sending_window, time_zone, closes_at)
);
create index opening_end on facteur.opening (closes_at);

create function facteur.publish_time_zone(zone text) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    update facteur.installation i set time_zone = zone where i.time_zone <> zone
$$;

-- The window of an issue: its own, or else its list's; null: it may leave at any time.
create function facteur.window_of(issue facteur.newsletter) returns text
language sql stable
return (
    select nullif(coalesce(issue.options ->> 'window', l.sending_window), 'none') from facteur.list l where l.name = issue.list);

-- The windows in use of which fewer than three weeks are published by a clock that the worker knows, and what time it is, in microseconds.
create function facteur.wanted_openings(zones text[]) returns table (sending_window text, time_zone text, clock bigint)
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select w.sending_window, z.zone, facteur.microseconds(now())
    from (
        select l.sending_window from facteur.list l
        union
        -- Some of its messages may still be on their way.
        select n.options ->> 'window' from facteur.newsletter n
        where n.options ? 'window' and n.cancelled_at is null and coalesce(n.expanded_at > now() - interval '30 days', true)) w
    cross join unnest(zones) z (zone)
    where w.sending_window <> 'none' and not exists (
        select from facteur.opening o
        where o.sending_window = w.sending_window and o.time_zone = z.zone and o.closes_at > now() + interval '21 days')
    order by w.sending_window, z.zone
$$;

-- Takes in openings, in microseconds. Those that are there stay.
create function facteur.publish_openings(windows text[], zones text[], opens bigint[], closes bigint[]) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    insert into facteur.opening (sending_window, time_zone, opens_at, closes_at)
        select t.w, t.z, 'epoch'::timestamptz + t.o * interval '1 microsecond', 'epoch'::timestamptz + t.c * interval '1 microsecond'
        from unnest(windows, zones, opens, closes) as t (w, z, o, c) order by t.w, t.z, t.c
        on conflict do nothing
$$;

-- The opening in which a moment is by a reader's clock, or else the next one; by the shop's clock where the reader's is not known. Null
-- where none is published.
create function facteur.opening_at(
    sending_window text, zone text, at timestamptz, out opens_at timestamptz, out closes_at timestamptz
)
language plpgsql stable
as $$
begin
    if zone is not null then
        select o.opens_at, o.closes_at into opens_at, closes_at from facteur.opening o
            where o.sending_window = opening_at.sending_window and o.time_zone = zone and o.closes_at > at
            order by o.closes_at limit 1;
        if found then return; end if;
    end if;
    select o.opens_at, o.closes_at into opens_at, closes_at
        from facteur.opening o
        where o.sending_window = opening_at.sending_window
            and o.time_zone = (select i.time_zone from facteur.installation i) and o.closes_at > at
        order by o.closes_at limit 1;
end
$$;

-- Whether an issue may begin, or go on, at this moment: its window is open by the shop's clock. Where nothing is published yet it waits.
create function facteur.is_open(issue facteur.newsletter) returns boolean
language plpgsql stable
as $$
declare
    sending_window constant text := facteur.window_of(issue);
begin
    if sending_window is null then return true; end if;
    return coalesce((select o.opens_at <= clock_timestamp()
        from facteur.opening_at(sending_window, null, clock_timestamp()) o), false);
end
$$;

-- When a reader's message is due whose turn is at `slot`: then, or where the window is closed by the reader's clock, when it opens, and as long
-- after that as the turn is after the shop's own opening, so that those who wait for one opening do not all go at once.
create function facteur.due_in_window(sending_window text, zone text, slot timestamptz) returns timestamptz
language plpgsql stable
as $$
declare
    reader record;
    shop record;
    turn interval;
begin
    select * into reader from facteur.opening_at(sending_window, zone, slot);
    if reader.opens_at is null or reader.opens_at <= slot then return slot; end if;
    select * into shop from facteur.opening_at(sending_window, null, clock_timestamp());
    turn := case when slot < shop.closes_at then slot - shop.opens_at else slot - shop.closes_at end;
    return least(reader.opens_at + greatest(turn, '0'), reader.closes_at - interval '1 second');
end
$$;

-- As before, of readers who want the issue, and each within its window. In SQL, because it copies rows from table to table. (The planner must
-- walk the subscriptions in their order, as `claim` does the ready table; what else it must not do, `expand_issues` forbids for all that
-- it calls.)
create or replace function facteur.make_messages(
    issue facteur.newsletter, of_provider text, after bigint, most bigint, first_due timestamptz, step interval,
    out taken bigint, out made bigint, out reached bigint
)
language plpgsql volatile
set enable_sort = off
as $$
declare
    definition facteur.kind;
    now constant timestamptz := clock_timestamp();
    -- What the ids of one moment have in common: `new_id` takes longer than all else that is worked out for a message.
    beginning constant text := left(facteur.new_id()::text, 15);
    sending_window constant text := facteur.window_of(issue);
    -- Until then it is open to all who live by the shop's clock: nearly everybody is looked up nowhere.
    closes constant timestamptz := (select o.closes_at from facteur.opening_at(sending_window, null, now) o where o.opens_at <= now);
begin
    select * into strict definition from facteur.kind k where k.name = 'newsletter';
    with recipients as materialized (
        select s.*, first_due + (row_number() over () - 1) * step as slot from (
            select s.* from facteur.subscription s
            -- By the index of the list's readers: that of all subscriptions leads past those of other lists.
            where (s.list, s.provider, s.id) > (issue.list, of_provider, after)
                and (s.list, s.provider, s.id) <= (issue.list, of_provider, issue.last) and s.status = 'subscribed'
                -- Who left since then and came back is not among those that were counted.
                and s.subscribed_at <= issue.started_at and facteur.wants_issue(s, issue.started_at)
            order by s.list, s.provider, s.id limit most) s
    ), messages as (
        insert into facteur.message (
                id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, enqueued_at, due_at, expires_at,
                newsletter, subscription)
            select overlay(gen_random_uuid()::text placing beginning from 1)::uuid, definition.name, definition.lane, r.email, r.name, r.locale, '{}', false, now,
                d.due_at, d.due_at + definition.expires_after, issue.id, r.id
            from recipients r cross join lateral (select case
                when sending_window is null or (r.fields ->> 'time_zone' is null and r.slot < closes) then r.slot
                else facteur.due_in_window(sending_window, r.fields ->> 'time_zone', r.slot) end as due_at offset 0) d
            where not exists (select from facteur.suppression u where u.address = r.address and facteur.is_in_force(u))
            returning id, lane, kind, newsletter, recipient, due_at
    ), timed as (
        -- Mail to a parked domain waits aside, so that it does not crowd the ready table. Its family is as `family` has it.
        select m.*, f.family, greatest(m.due_at, p.until) as ready_at
        from messages m left join facteur.domain_family d on d.domain = facteur.canonical_domain(m.recipient)
        cross join lateral (select coalesce(d.family, facteur.canonical_domain(m.recipient)) as family) f
        left join facteur.parked_domain p on p.family = f.family
    ), due as (
        insert into facteur.ready (id, lane, due_at, first_due_at, newsletter, kind, family)
            select id, lane, ready_at, due_at, newsletter, kind, family from timed where ready_at <= now + interval '1 second'
    ), later as (
        insert into facteur.scheduled (id, lane, due_at, first_due_at, newsletter, kind, family)
            select id, lane, ready_at, due_at, newsletter, kind, family from timed where ready_at > now + interval '1 second'
    ), told as (
        update facteur.subscription s set last_issue_at = issue.started_at
            where s.id = any (array(select r.id from recipients r where r.pace <> 'always'))
    )
    select count(*), max(r.id), (select count(*) from messages) into taken, reached, made from recipients r;
end
$$;

-- As before. Whose turn is in another opening of the window, hours away or days, is not waited for.
create or replace function facteur.canary_is_over(issue uuid) returns boolean
language sql stable
as $$
    select not exists (select from facteur.lease l where l.newsletter = issue)
        and not exists (
            select from (
                select r.family from facteur.ready r where r.newsletter = issue
                union all
                select s.family from facteur.scheduled s
                where s.newsletter = issue and s.attempt = 1
                    and s.due_at not between now() + interval '10 minutes' and now() + interval '60 days') w
            where w.family <> all (array(select p.family from facteur.parked_domain p)))
$$;

-- Puts messages, each due at its moment, off to the window's next opening by their readers' clocks, where it is closed at that moment. The time
-- for which it is closed is none of the patience with a reader's server.
create function facteur.put_off(messages uuid[], moments timestamptz[], sending_window text) returns void
language plpgsql volatile
as $$
declare
    closed uuid[];
    openings timestamptz[];
begin
    select array_agg(m.id), array_agg(o.opens_at) into closed, openings
        from unnest(messages, moments) t (id, at)
        join facteur.message m on m.id = t.id
        left join facteur.subscription s on s.id = m.subscription
        cross join lateral facteur.opening_at(sending_window, s.fields ->> 'time_zone', t.at) o
        where o.opens_at > t.at;
    if closed is null then return; end if;
    with taken as (delete from facteur.ready r where r.id = any (closed) returning r.*)
    insert into facteur.scheduled select * from taken;
    update facteur.scheduled s
        set due_at = t.opens_at, first_due_at = s.first_due_at + (t.opens_at - greatest(s.due_at, clock_timestamp()))
        from unnest(closed, openings) t (id, opens_at) where s.id = t.id;
end
$$;

-- Sees to it that nothing leaves behind a window's end: what is ready at that moment goes back to what is scheduled, and so does what workers
-- hand back later, and, shortly before it is due, what a server or a parked domain has put off to a moment at which the window is closed. So
-- only those leave late that workers have in their hands then. In SQL, for the rows are moved where they stand.
create function facteur.keep_windows() returns void
language plpgsql volatile
as $$
declare
    now constant timestamptz := clock_timestamp();
    over text[];
    is_over boolean;
    issue facteur.newsletter;
    messages uuid[];
    moments timestamptz[];
begin
    with removed as (
        delete from facteur.opening o where o.ctid = any (array(
            select e.ctid from facteur.opening e where e.closes_at <= now for update skip locked))
        returning o.sending_window)
    select coalesce(array_agg(distinct r.sending_window), '{}') into over from removed r;
    for issue in
        select n.* from facteur.newsletter n
        where n.started_at is not null and n.cancelled_at is null and coalesce(n.expanded_at > now - interval '30 days', true)
            and (facteur.window_of(n) = any (over) or not facteur.is_open(n))
    loop
        is_over := facteur.window_of(issue) = any (over);
        select array_agg(w.id), array_agg(greatest(w.due_at, now)) into messages, moments from (
            -- What has been claimed before was handed back.
            select r.id, r.due_at from facteur.ready r where r.newsletter = issue.id and (is_over or r.dated_at is not null)
            union all
            select s.id, s.due_at from facteur.scheduled s
            where is_over and s.newsletter = issue.id and s.due_at < now + interval '1 hour') w;
        perform facteur.put_off(messages, moments, facteur.window_of(issue));
    end loop;
    for issue in
        select n.* from facteur.newsletter n where n.id = any (array(
            select distinct s.newsletter from facteur.scheduled s
            where s.lane = 'bulk' and s.due_at < now + interval '15 seconds' and s.due_at <> s.first_due_at))
            and facteur.window_of(n) is not null
    loop
        select array_agg(s.id), array_agg(greatest(s.due_at, now)) into messages, moments from facteur.scheduled s
            where s.newsletter = issue.id and s.due_at < now + interval '15 seconds' and s.due_at <> s.first_due_at;
        perform facteur.put_off(messages, moments, facteur.window_of(issue));
    end loop;
end
$$;

-- As before, of issues whose window is open, and told when one opens or closes.
create or replace function facteur.expand_issues(depth integer, chunk integer, claimed_to bigint default null) returns interval
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
declare
    issue facteur.newsletter;
    -- As many as everybody's pace lets wait.
    most constant bigint := least(depth, (select greatest(p.per_minute / 2, 1) from facteur.pace p where p.provider = 'all'));
    claimed constant timestamptz := 'epoch'::timestamptz + claimed_to * interval '1 microsecond';
    has_windows constant boolean := exists (select from facteur.opening);
    room bigint;
    capacity bigint;
begin
    if has_windows then perform facteur.keep_windows(); end if;
    for issue in
        select n.* from facteur.newsletter n
        where n.expanded_at is null and n.cancelled_at is null and n.send_at <= clock_timestamp()
            and not exists (select from facteur.pause p where p.name in ('bulk', 'newsletter', n.id::text))
            and facteur.is_open(n)
        order by n.expanded_last_at nulls first, n.send_at for update skip locked
    loop
        -- Not one by one as there is room: to look for it costs as much for one message as for a thousand.
        room := facteur.capacity('all', most, claimed);
        exit when room < least(chunk, (most + 1) / 2);
        capacity := least(room, chunk, facteur.warm_up_capacity());
        exit when capacity <= 0;
        if issue.started_at is null then perform facteur.start_newsletter(issue.id); end if;
        continue when not facteur.judge_newsletter(issue);
        select * into strict issue from facteur.newsletter n where n.id = issue.id;
        if facteur.expand_issue(issue, capacity, claimed) > 0 then return interval '0'; end if;
    end loop;
    return least(
        (select min(n.send_at) from facteur.newsletter n
            where n.expanded_at is null and n.cancelled_at is null and n.send_at > now()),
        case when has_windows then (
            select min(t.at) from facteur.opening o cross join lateral (values (o.opens_at), (o.closes_at)) t (at)
            where t.at > clock_timestamp()) end) - now();
end
$$;
