-- Issues become messages: which issue has its turn, whether it may go on, and its next readers. In SQL, because a chunk, its cursor and
-- its slots are one transaction, and a million readers never leave the server.

-- The first chunk's part: who gets the issue is settled here, once, so that its ledger adds up to the end. In SQL, for it counts all
-- subscriptions in the moment of the first chunk.
create function facteur.start_newsletter(issue uuid) returns void
language plpgsql volatile
as $$
declare
    started facteur.newsletter;
begin
    update facteur.newsletter n
        set started_at = clock_timestamp(),
            last = coalesce((select max(s.id) from facteur.subscription s where s.list = n.list), 0)
        where n.id = issue returning * into started;
    insert into facteur.newsletter_progress (newsletter, provider, audience)
        select issue, s.provider, count(*) from facteur.subscription s
        where s.list = started.list and s.status = 'subscribed' and s.id <= started.last
        group by s.provider;
end
$$;

-- Makes the messages of an issue's next `most` readers at one provider, those behind the subscription `after`: the first is due at
-- `first_due`, each further one `step` later. `taken`: readers dealt with, up to the subscription `reached`. In SQL, because it copies
-- rows from table to table. (The planner must walk the subscriptions in their order, as `claim` does the ready table; what else it
-- must not do, `expand_issues` forbids for all that it calls.)
create function facteur.make_messages(
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
begin
    select * into strict definition from facteur.kind k where k.name = 'newsletter';
    with recipients as materialized (
        select s.*, row_number() over () - 1 as number from (
            select s.* from facteur.subscription s
            -- By the index of the list's readers: that of all subscriptions leads past those of other lists.
            where (s.list, s.provider, s.id) > (issue.list, of_provider, after)
                and (s.list, s.provider, s.id) <= (issue.list, of_provider, issue.last) and s.status = 'subscribed'
                -- Who left since then and came back is not among those that were counted.
                and s.subscribed_at <= issue.started_at
            order by s.list, s.provider, s.id limit most) s
    ), messages as (
        insert into facteur.message (
                id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, enqueued_at, due_at, expires_at,
                newsletter, subscription)
            select overlay(gen_random_uuid()::text placing beginning from 1)::uuid, definition.name, definition.lane, r.email, r.name, r.locale, '{}', false, now,
                first_due + r.number * step, now + definition.expires_after, issue.id, r.id
            from recipients r
            where not exists (select from facteur.suppression u where u.address = r.address and facteur.is_in_force(u))
            returning id, lane, kind, newsletter, recipient, due_at
    ), timed as (
        -- Mail to a parked domain waits aside, so that it does not crowd the ready table.
        select m.*, greatest(m.due_at, p.until) as ready_at
        from (
            -- As `family` has it.
            select m.*, coalesce(f.family, facteur.canonical_domain(m.recipient)) as family
            from messages m
            left join facteur.domain_family f on f.domain = facteur.canonical_domain(m.recipient)) m
        left join facteur.parked_domain p on p.family = m.family
    ), due as (
        insert into facteur.ready (id, lane, due_at, first_due_at, newsletter, kind, family)
            select id, lane, ready_at, due_at, newsletter, kind, family from timed where ready_at <= now + interval '1 second'
    ), later as (
        insert into facteur.scheduled (id, lane, due_at, first_due_at, newsletter, kind, family)
            select id, lane, ready_at, due_at, newsletter, kind, family from timed where ready_at > now + interval '1 second'
    )
    select count(*), max(r.id), (select count(*) from messages) into taken, reached, made from recipients r;
end
$$;

-- Takes an issue on by at most `most` readers at one provider; how many were dealt with. In SQL, for the cursor moves with the messages.
create function facteur.expand_provider(issue facteur.newsletter, of_provider text, most bigint) returns bigint
language plpgsql volatile
as $$
declare
    now constant timestamptz := clock_timestamp();
    progress facteur.newsletter_progress;
    slot record;
    chunk record;
begin
    select * into strict progress from facteur.newsletter_progress p
        where p.newsletter = issue.id and p.provider = of_provider;
    select * into slot from facteur.next_slot(of_provider, now);
    select * into chunk from facteur.make_messages(issue, of_provider, progress.cursor, most, slot.first_due, slot.step);
    -- A short chunk was the last one: who is missing has left since the issue began.
    update facteur.newsletter_progress p
        set cursor = coalesce(chunk.reached, p.cursor), is_done = chunk.taken < most, made = p.made + chunk.made,
            audience = greatest(p.audience, p.expanded + chunk.taken),
            expanded = case when chunk.taken < most then greatest(p.audience, p.expanded + chunk.taken)
                else p.expanded + chunk.taken end
        where p.newsletter = issue.id and p.provider = of_provider;
    perform facteur.use_slots(of_provider, now, chunk.made);
    return chunk.taken;
end
$$;

-- Whether all of an issue's first messages have been tried: none is under way, but to parked domains, whose turn may take a day. In SQL,
-- for it looks at the queue, by the issues' own indexes.
create function facteur.canary_is_over(issue uuid) returns boolean
language sql stable
as $$
    select not exists (select from facteur.lease l where l.newsletter = issue)
        and not exists (
            select from (
                select r.family from facteur.ready r where r.newsletter = issue
                union all
                select s.family from facteur.scheduled s where s.newsletter = issue and s.attempt = 1) w
            where w.family <> all (array(select p.family from facteur.parked_domain p)))
$$;

-- Whether an issue may go on: its first messages have been tried, and of those that the relay has answered for not too many were
-- refused. Pauses it otherwise. In SQL, so that of several workers none makes the messages that another one's judgement holds back.
create function facteur.judge_newsletter(issue facteur.newsletter) returns boolean
language plpgsql volatile
as $$
declare
    rule facteur.installation;
    sent bigint;
    failed bigint;
begin
    select * into strict rule from facteur.installation;
    if not issue.canary_passed then
        if (select sum(p.expanded) from facteur.newsletter_progress p where p.newsletter = issue.id) < rule.canary then
            return true;
        end if;
        if not facteur.canary_is_over(issue.id) then return false; end if;
    end if;
    select coalesce(sum(o.count) filter (where o.outcome = 'sent'), 0),
            coalesce(sum(o.count) filter (where o.outcome = 'failed'), 0)
        into sent, failed from facteur.issue_outcome o where o.newsletter = issue.id;
    -- Resumed, it goes on: a person has looked at what was refused until then.
    failed := failed - issue.known_refusals;
    if failed > rule.pause_above * (sent + failed) and sent + failed >= least(rule.canary, 100) then
        insert into facteur.pause (name, scope, reason) values (issue.id::text, 'newsletter', format(
                '%s of its first %s messages were refused: look at the replies, then resume it', failed, sent + failed))
            on conflict do nothing;
        update facteur.newsletter n set canary_passed = true, known_refusals = n.known_refusals + failed
            where n.id = issue.id;
        return false;
    end if;
    update facteur.newsletter n set canary_passed = true where n.id = issue.id and not n.canary_passed;
    return true;
end
$$;

-- Takes an issue on by at most `most` readers, at all providers that have room; how many were dealt with. In SQL, for what one provider
-- leaves the next one takes, within one transaction.
create function facteur.expand_issue(issue facteur.newsletter, most bigint, claimed_to timestamptz) returns bigint
language plpgsql volatile
as $$
declare
    progress facteur.newsletter_progress;
    audience bigint;
    canary bigint;
    share bigint;
    taken bigint := 0;
begin
    if not issue.canary_passed then
        select i.canary - coalesce(sum(p.expanded), 0), sum(p.audience) into canary, audience
            from facteur.installation i left join facteur.newsletter_progress p on p.newsletter = issue.id
            group by i.canary;
    end if;
    for progress in
        select * from facteur.newsletter_progress p where p.newsletter = issue.id and not p.is_done order by p.provider
    loop
        -- The first messages go to all providers, to each by its part in the audience.
        share := least(facteur.capacity(progress.provider, least(most, canary) - taken, claimed_to),
            ceil(canary * progress.audience / nullif(audience, 0)::numeric));
        continue when share <= 0;
        taken := taken + facteur.expand_provider(issue, progress.provider, share);
    end loop;
    update facteur.newsletter n
        set expanded_last_at = clock_timestamp(),
            expanded_at = case
                when not exists (select from facteur.newsletter_progress p where p.newsletter = n.id and not p.is_done)
                then clock_timestamp() end
        where n.id = issue.id;
    return taken;
end
$$;

-- Makes the next messages of the issue whose turn was longest ago, at most `chunk` and only while fewer than `depth` bulk messages wait.
-- Returns the time until there is more to do, null when nothing is known. `claimed_to`: where the worker's last claim of the lane ended, in
-- microseconds. In SQL, for the turns are all workers'.
create function facteur.expand_issues(depth integer, chunk integer, claimed_to bigint default null) returns interval
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
    room bigint;
    capacity bigint;
begin
    for issue in
        select n.* from facteur.newsletter n
        where n.expanded_at is null and n.cancelled_at is null and n.send_at <= clock_timestamp()
            and not exists (select from facteur.pause p where p.name in ('bulk', 'newsletter', n.id::text))
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
    return (select min(n.send_at) from facteur.newsletter n
        where n.expanded_at is null and n.cancelled_at is null and n.send_at > now()) - now();
end
$$;
