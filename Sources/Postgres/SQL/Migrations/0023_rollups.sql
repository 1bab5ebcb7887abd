-- What the operator's page shows of the past: sums apart from the messages, so that a look costs the same however many of those there
-- are. Each worker adds up in memory what it has settled and stores it every few seconds; several add up. A worker that is killed takes
-- what it had added up since with it: statistics, never a message. Nothing here decides about a message.

-- The lengths of time for which sums are kept: what plots show of the last hours is read from slices of five minutes.
create function facteur.rollup_spans() returns table (span text, length interval, kept interval)
language sql immutable parallel safe
as $$
    values ('minute', interval '1 minute', interval '2 days'), ('slice', interval '5 minutes', interval '2 days'),
        ('hour', interval '1 hour', interval '90 days')
$$;

-- So many attempts came to this outcome within the minute, slice or hour that begins at `at`.
create table facteur.flow_rollup (
    span text not null check (span in ('minute', 'slice', 'hour')),
    at timestamptz not null,
    lane facteur.lane not null,
    kind text not null,
    -- A provider of `domain_family`, or a domain in trouble; empty: all the others.
    provider text not null,
    -- host:port; empty where no relay had a part in it.
    relay text not null,
    outcome text not null,
    count bigint not null,
    primary key (span, at, lane, kind, provider, relay, outcome)
) with (fillfactor = 70);

-- So many messages were accepted within `bound_ms` milliseconds of the moment when they were first due, and not within the bound before.
create table facteur.latency_rollup (
    span text not null check (span in ('minute', 'slice', 'hour')),
    at timestamptz not null,
    lane facteur.lane not null,
    bound_ms integer not null,
    count bigint not null,
    primary key (span, at, lane, bound_ms)
) with (fillfactor = 70);

-- How the queue stood at the end of a minute. Counts end at a limit.
create table facteur.queue_sample (
    at timestamptz not null,
    lane facteur.lane not null,
    taken_at timestamptz not null,
    waiting bigint not null,
    -- How long the oldest of them has been due; null where none waits.
    oldest interval,
    -- Tried before, and to be tried again.
    retrying bigint not null,
    in_doubt bigint not null,
    primary key (at, lane)
) with (fillfactor = 70);

-- The ledger of an issue as it was lately: see `newsletter_ledger`.
create table facteur.issue_sample (
    newsletter uuid primary key references facteur.newsletter on delete cascade,
    at timestamptz not null,
    state text not null,
    subscribers bigint not null,
    sent bigint not null,
    waiting bigint not null,
    suppressed bigint not null,
    failed bigint not null,
    in_doubt bigint not null,
    cancelled bigint not null,
    bounced bigint not null,
    complained bigint not null,
    rate numeric not null
) with (fillfactor = 70);

-- The last messages that ended unsent, and why. The worker stores replies without addresses and links.
create table facteur.recent_failure (
    number bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    message uuid not null,
    outcome text not null,
    code smallint,
    enhanced text,
    reply text not null
);

-- The last sums that a worker has stored, by its own count: a call whose answer was lost is made again, and counts once.
create table facteur.rollup_receipt (
    epoch uuid primary key,
    number bigint not null,
    at timestamptz not null default now()
);

-- Adds a worker's sums to the current minute, slice and hour. A domain of nobody's known is named only while it is among the twenty that give
-- most trouble. Everybody locks rows in one order, so that two workers cannot wait for each other.
create function facteur.add_flow(
    lanes text[], kinds text[], domains text[], relays text[], outcomes text[], counts bigint[]
) returns void
language sql volatile set search_path = facteur, pg_temp
as $$
    with given as materialized (
        select t.lane::facteur.lane as lane, t.kind, facteur.ascii_domain(t.domain) as domain, t.relay, t.outcome, t.count
        from unnest(lanes, kinds, domains, relays, outcomes, counts) as t (lane, kind, domain, relay, outcome, count)
    ), troubled as (
        select g.domain from given g
        where g.outcome <> 'sent' and not exists (select from facteur.domain_family f where f.domain = g.domain)
        group by g.domain order by sum(g.count) desc, g.domain limit 20
    ), named as (
        select g.*, coalesce(f.family, case when g.outcome <> 'sent' then t.domain end, '') as provider
        from given g
        left join facteur.domain_family f on f.domain = g.domain
        left join troubled t on t.domain = g.domain
    )
    insert into facteur.flow_rollup as r (span, at, lane, kind, provider, relay, outcome, count)
        select s.span, date_bin(s.length, now(), 'epoch'), n.lane, n.kind, n.provider, n.relay, n.outcome, sum(n.count)
        from named n cross join facteur.rollup_spans() s
        group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7
        on conflict (span, at, lane, kind, provider, relay, outcome) do update set count = r.count + excluded.count
$$;

create function facteur.add_latencies(lanes text[], bounds integer[], counts bigint[]) returns void
language sql volatile set search_path = facteur, pg_temp
as $$
    insert into facteur.latency_rollup as r (span, at, lane, bound_ms, count)
        select s.span, date_bin(s.length, now(), 'epoch'), t.lane::facteur.lane, t.bound, sum(t.count)
        from unnest(lanes, bounds, counts) as t (lane, bound, count) cross join facteur.rollup_spans() s
        group by 1, 2, 3, 4 order by 1, 2, 3, 4
        on conflict (span, at, lane, bound_ms) do update set count = r.count + excluded.count
$$;

-- Stores what worker `epoch` added up, once for each `number`.
create function facteur.store_rollup(
    epoch uuid, number bigint, lanes text[], kinds text[], domains text[], relays text[], outcomes text[], counts bigint[],
    latency_lanes text[], bounds integer[], latency_counts bigint[],
    failed uuid[], failed_as text[], codes smallint[], enhanced text[], replies text[]
) returns void
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set jit = off
as $$
#variable_conflict use_column
begin
    insert into facteur.rollup_receipt as p (epoch, number) values (store_rollup.epoch, store_rollup.number)
        on conflict (epoch) do update set number = excluded.number, at = now() where p.number < excluded.number;
    if not found then return; end if;
    perform facteur.add_flow(lanes, kinds, domains, relays, outcomes, counts);
    perform facteur.add_latencies(latency_lanes, bounds, latency_counts);
    insert into facteur.recent_failure (message, outcome, code, enhanced, reply)
        select t.message, t.outcome, t.code, t.enhanced, t.reply
        from unnest(failed, failed_as, codes, store_rollup.enhanced, replies) as t (message, outcome, code, enhanced, reply);
    delete from facteur.recent_failure f
        where f.number <= (select l.number from facteur.recent_failure l order by l.number desc offset 200 limit 1);
end
$$;

-- In which state an issue is, of which so much waits.
create function facteur.issue_state(n facteur.newsletter, waiting bigint) returns text
language sql stable security definer
set search_path = facteur, pg_temp
return case
    when (n).cancelled_at is not null then 'cancelled'
    when exists (select from facteur.pause p where p.scope = 'newsletter' and p.name = (n).id::text) then 'paused'
    when (n).started_at is null then 'planned'
    when (n).expanded_at is null or waiting > 0 then 'sending'
    else 'sent' end;

-- By what an issue is known to people: its subject, or the title of its content, in French or else in the first language it has.
create function facteur.issue_subject(content jsonb) returns text
language sql immutable parallel safe
return coalesce(
    content ->> 'subject', content ->> 'title', content -> 'fr' ->> 'subject', content -> 'fr' ->> 'title',
    (select coalesce(e.value ->> 'subject', e.value ->> 'title') from jsonb_each(content) e
        where jsonb_typeof(e.value) = 'object' order by e.key limit 1), '');

-- Notes how the ledgers of this week's issues stand; of one that is through, every ten minutes, since its mail may still come back.
create function facteur.sample_issues() returns void
language sql volatile set search_path = facteur, pg_temp
as $$
    insert into facteur.issue_sample as s
        select n.id, now(), facteur.issue_state(n, l.waiting), l.* from (
            select n.* from facteur.newsletter n left join facteur.issue_sample k on k.newsletter = n.id
            where n.started_at is not null and (n.send_at > now() - interval '7 days' or n.expanded_at is null)
                and (k.newsletter is null or k.state not in ('sent', 'cancelled') or k.at < now() - interval '10 minutes')
            order by n.send_at desc limit 10) n
        cross join lateral facteur.newsletter_ledger(n.id) l
        order by n.id
        on conflict (newsletter) do update set (at, state, subscribers, sent, waiting, suppressed, failed, in_doubt, cancelled,
            bounced, complained, rate) = (excluded.at, excluded.state, excluded.subscribers, excluded.sent, excluded.waiting,
            excluded.suppressed, excluded.failed, excluded.in_doubt, excluded.cancelled, excluded.bounced, excluded.complained,
            excluded.rate)
$$;

create function facteur.trim_rollups() returns void
language sql volatile set search_path = facteur, pg_temp
as $$
    delete from facteur.flow_rollup r using facteur.rollup_spans() s where r.span = s.span and r.at < now() - s.kept;
    delete from facteur.latency_rollup r using facteur.rollup_spans() s where r.span = s.span and r.at < now() - s.kept;
    delete from facteur.queue_sample s where s.at < now() - interval '2 days';
    delete from facteur.rollup_receipt p where p.at < now() - interval '2 days';
    delete from facteur.issue_sample s where s.at < now() - interval '90 days';
$$;

-- Notes how the queue stands, counted up to `most`, and removes what is old. One worker at a time, and not again within 20 seconds.
create function facteur.sample_queue(most integer) returns void
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set jit = off
set lock_timeout = '2s'
as $$
begin
    if not pg_try_advisory_xact_lock(hashtext('facteur.sample_queue')) then return; end if;
    if exists (
        select from facteur.queue_sample s
        where s.at >= date_trunc('minute', now() - interval '1 minute', 'UTC') and s.taken_at > now() - interval '20 seconds')
    then return; end if;
    insert into facteur.queue_sample as s (at, lane, taken_at, waiting, oldest, retrying, in_doubt)
        select date_trunc('minute', now(), 'UTC'), d.lane, now(), d.waiting,
            now() - (select r.due_at from facteur.ready r where r.lane = d.lane order by r.lane, r.due_at, r.id limit 1),
            (select count(*) filter (where w.dated_at is not null) from (
                select c.dated_at from facteur.scheduled c where c.lane = d.lane order by c.lane, c.due_at limit most) w),
            d.in_doubt
        from facteur.depths(most) d
        on conflict (at, lane) do update set (taken_at, waiting, oldest, retrying, in_doubt)
            = (excluded.taken_at, excluded.waiting, excluded.oldest, excluded.retrying, excluded.in_doubt);
    perform facteur.sample_issues();
    perform facteur.trim_rollups();
end
$$;

-- What the page asks besides. As functions, since a worker may read no table about people.

-- The last messages that failed, expired or came back, the newest first.
create function facteur.failures_lately(most integer) returns table (
    at timestamptz, message uuid, kind text, recipient text, outcome text, code smallint, enhanced text, reply text
)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set jit = off
as $$
    with told as (
        (select f.at, f.message, f.outcome, f.code, f.enhanced, f.reply
            from facteur.recent_failure f order by f.number desc limit most)
        union all
        -- Those that no message of ours is known for are nobody's news. A flood of other reports is not looked through.
        (select r.at, r.message, r.event, r.code, r.enhanced, r.reply
            from (select * from facteur.report x where x.at > now() - interval '30 days' order by x.at desc limit 2000) r
            where r.event = 'bounced' and r.message is not null order by r.at desc limit most)
    )
    select t.at, t.message, m.kind, m.recipient, t.outcome, t.code, t.enhanced, t.reply
    from told t join facteur.message m on m.id = t.message order by t.at desc limit most
$$;

-- What came back within an hour and within a day, counted up to `most`.
create function facteur.reports_lately(most integer) returns table (event text, last_hour bigint, last_day bigint)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set jit = off
as $$
    select r.event, count(*) filter (where r.at > now() - interval '1 hour'), count(*)
    from (
        select x.event, x.at from facteur.report x
        where x.at > now() - interval '1 day' order by x.at desc limit most) r
    group by r.event
$$;

-- What is stopped.
create function facteur.pauses() returns table (scope text, name text, reason text, since timestamptz)
language sql stable security definer
set search_path = facteur, pg_temp
as $$
    select p.scope, p.name, p.reason, p.since from facteur.pause p
$$;

-- The relays that living workers find to be down.
create function facteur.outages() returns table (relay text, since timestamptz, reason text)
language sql stable security definer
set search_path = facteur, pg_temp
as $$
    select o.relay, min(o.since), (array_agg(o.reason order by o.since, w.epoch))[1]
    from facteur.relay_outage o join facteur.worker w on w.epoch = o.epoch
    where w.heartbeat_at > now() - interval '30 seconds' group by o.relay
$$;

-- The workers, and how long nothing has been heard of each.
create function facteur.workers() returns table (host text, pid integer, version text, started_at timestamptz, silence interval)
language sql stable security definer
set search_path = facteur, pg_temp
as $$
    select w.host, w.pid, w.version, w.started_at, now() - w.heartbeat_at from facteur.worker w
$$;
