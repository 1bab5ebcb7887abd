-- Messages found by whom they are for and by what became of them.
--
-- The rows of `message` are written once, when a message is made, and never by a claim or a settlement: an index there costs the hot
-- path nothing. A reader's messages are found by the subscription, whose numbers rise within an issue, so that its million new entries
-- land on the pages one after another; by their address they would land all over the index.
create index if not exists message_recipient on facteur.message (facteur.canonical_address(recipient), sequence)
    where subscription is null;
create index if not exists message_subscription on facteur.message (subscription, sequence) where subscription is not null;

-- What did not go out is rare and looked for; what was sent costs a settlement no entry here.
create index if not exists ended_unsent on facteur.ended (outcome, at) where outcome <> 'sent';

-- The first id that a message made at this moment can have, and the moment in an id (UUID version 7, RFC 9562 section 5.7), to the
-- millisecond.
create function facteur.first_id(at timestamptz) returns uuid
language sql stable parallel safe
return (lpad(to_hex(greatest((extract(epoch from at) * 1000)::bigint, 0)), 12, '0') || repeat('0', 20))::uuid;

create function facteur.made_at(id uuid) returns timestamptz
language sql stable parallel safe
return 'epoch'::timestamptz
    + ('x0000' || translate(left(id::text, 13), '-', ''))::bit(64)::bigint * interval '1 millisecond';

-- The messages that took a dedup key: one, where the kind is given. Whoever may look for one may not read all keys.
create function facteur.find_dedup_key(key text, kind text default null) returns setof uuid
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select d.message from facteur.kind k join facteur.dedup d on d.kind = k.name and d.key = find_dedup_key.key
    where (find_dedup_key.kind is null or k.name = find_dedup_key.kind)
        and exists (select from facteur.message m where m.id = d.message)
    order by k.name
$$;

-- The pages of a table of which a sample of so many percent consists: spread evenly, so that parts of every age are in it. The same ones
-- at the next look, so that what differs has changed.
create function facteur.sampled_pages(looked_at regclass, percent real) returns setof bigint
language sql stable
as $$
    select floor((n - 0.5) * s.pages / s.wanted)::bigint
    from (
        select pages, greatest(round(pages * percent / 100), 1)::bigint as wanted
        from (select pg_relation_size(looked_at) / current_setting('block_size')::bigint as pages) t
    ) s cross join lateral generate_series(1, s.wanted) n where s.pages > 0
$$;

-- Where a page begins; the next one's beginning is where it ends.
create function facteur.page_start(page bigint) returns tid
language sql immutable
return ('(' || page || ',0)')::tid;

-- What is in a sample of `ready`. Page by page: a scan by `tablesample` would look at each page's number, of all that the table has.
create function facteur.ready_sample(percent real)
returns table (lane facteur.lane, kind text, is_retry boolean, total bigint, oldest timestamptz)
language plpgsql stable
as $$
declare
    first tid;
    past tid;
begin
    if percent >= 100 then
        return query select r.lane, r.kind, r.attempt > 1 or r.doubts > 0, count(*), min(r.due_at) from facteur.ready r group by 1, 2, 3;
        return;
    end if;
    for first, past in
        select facteur.page_start(p), facteur.page_start(p + 1) from facteur.sampled_pages('facteur.ready', percent) p
    loop
        return query select r.lane, r.kind, r.attempt > 1 or r.doubts > 0, count(*), min(r.due_at)
            from facteur.ready r where r.ctid >= first and r.ctid < past group by 1, 2, 3;
    end loop;
end
$$;

-- Due messages, by whether they were tried: all, or by a sample of so many percent of the pages and beside it exactly, in each lane, the
-- `most` oldest. Of a lane that has no more than these the counts are whole.
create function facteur.ready_counts(percent real, most integer)
returns table (lane facteur.lane, kind text, place text, total bigint, oldest timestamptz, is_estimate boolean)
language sql stable
as $$
    with head as (
        select h.* from unnest(enum_range(null::facteur.lane)) l (lane) cross join lateral (
            select r.lane, r.kind, r.attempt > 1 or r.doubts > 0 as is_retry, r.due_at from facteur.ready r
            where r.lane = l.lane order by r.due_at limit most) h
        where percent < 100
    ), counted as (
        select r.lane, r.kind, r.is_retry, (sum(r.total) * 100 / percent)::bigint as total, min(r.oldest) as oldest,
            false as is_head, null::boolean as is_whole
        from facteur.ready_sample(percent) r group by 1, 2, 3
        union all
        select h.lane, h.kind, h.is_retry, count(*), min(h.due_at), true,
            (select count(*) < most from head o where o.lane = h.lane)
        from head h group by 1, 2, 3
    ), summed as (
        select c.lane, c.kind, c.is_retry, max(c.total) as total, min(c.oldest) as oldest,
            coalesce(bool_or(c.is_whole), false) as is_whole, max(c.total) filter (where c.is_head) as head
        from counted c group by 1, 2, 3
    )
    select s.lane, s.kind, case when s.is_retry then 'retrying' else 'waiting' end,
        case when s.is_whole then s.head else s.total end, s.oldest, percent < 100 and not s.is_whole
    from summed s where not s.is_whole or s.head > 0
$$;

-- Where a message stands that is due later: `later`, `retrying`, or `held` by staging.
create function facteur.scheduled_place(due_at timestamptz, dated_at timestamptz) returns text
language sql immutable
as $$
    select case when due_at = facteur.held_until() then 'held' when dated_at is null then 'later' else 'retrying' end
$$;

-- As `ready_sample`, of what is due later.
create function facteur.scheduled_sample(percent real) returns table (lane facteur.lane, kind text, place text, total bigint)
language plpgsql stable
as $$
declare
    first tid;
    past tid;
begin
    if percent >= 100 then
        return query select s.lane, s.kind, facteur.scheduled_place(s.due_at, s.dated_at), count(*)
            from facteur.scheduled s group by 1, 2, 3;
        return;
    end if;
    for first, past in
        select facteur.page_start(p), facteur.page_start(p + 1) from facteur.sampled_pages('facteur.scheduled', percent) p
    loop
        return query select s.lane, s.kind, facteur.scheduled_place(s.due_at, s.dated_at), count(*)
            from facteur.scheduled s where s.ctid >= first and s.ctid < past group by 1, 2, 3;
    end loop;
end
$$;

-- As `ready_counts`, of what is due later.
create function facteur.scheduled_counts(percent real, most integer)
returns table (lane facteur.lane, kind text, place text, total bigint, is_estimate boolean)
language sql stable
as $$
    with head as (
        select h.* from unnest(enum_range(null::facteur.lane)) l (lane) cross join lateral (
            select s.lane, s.kind, facteur.scheduled_place(s.due_at, s.dated_at) as place
            from facteur.scheduled s where s.lane = l.lane order by s.due_at limit most) h
        where percent < 100
    ), counted as (
        select s.lane, s.kind, s.place, (sum(s.total) * 100 / percent)::bigint as total, false as is_head, null::boolean as is_whole
        from facteur.scheduled_sample(percent) s group by 1, 2, 3
        union all
        select h.lane, h.kind, h.place, count(*), true, (select count(*) < most from head o where o.lane = h.lane)
        from head h group by 1, 2, 3
    ), summed as (
        select c.lane, c.kind, c.place, max(c.total) as total, coalesce(bool_or(c.is_whole), false) as is_whole,
            max(c.total) filter (where c.is_head) as head
        from counted c group by 1, 2, 3
    )
    select s.lane, s.kind, s.place, case when s.is_whole then s.head else s.total end, percent < 100 and not s.is_whole
    from summed s where not s.is_whole or s.head > 0
$$;

-- About how many were sent in the last hour, looked at in parts of two minutes, and in the last day, the rest of it in parts of half an hour: of
-- each part `slice_size` at most, after which it goes on as it began.
create function facteur.sent_lately(slice_size integer)
returns table (lane facteur.lane, kind text, last_hour bigint, last_day bigint)
language sql stable
as $$
    with slice as (
        select now() - n * interval '2 minutes' as begin, now() - (n - 1) * interval '2 minutes' as finish, true as is_hour
        from generate_series(1, 30) n
        union all
        select now() - n * interval '30 minutes', now() - (n - 1) * interval '30 minutes', false
        from generate_series(3, 48) n
    ), looked as (
        select s.begin, s.finish, s.is_hour, e.lane, e.kind, e.at, e.outcome
        from slice s cross join lateral (
            select x.lane, x.kind, x.at, x.outcome from facteur.ended x where x.at > s.begin and x.at <= s.finish
            order by x.at limit slice_size) e
    ), density as (
        select l.begin, case when count(*) < slice_size then 1.0
            else extract(epoch from l.finish - l.begin) / greatest(extract(epoch from max(l.at) - l.begin), 0.001) end as factor
        from looked l group by l.begin, l.finish
    )
    select l.lane, l.kind, coalesce(sum(d.factor) filter (where l.is_hour), 0)::bigint, sum(d.factor)::bigint
    from looked l join density d on d.begin = l.begin where l.outcome = 'sent' group by 1, 2
$$;

-- What ended otherwise in the last day, by its own index, of each outcome `most` at most.
create function facteur.unsent_lately(most integer)
returns table (lane facteur.lane, kind text, outcome facteur.outcome, last_hour bigint, last_day bigint)
language sql stable
as $$
    select e.lane, e.kind, e.outcome, count(*) filter (where e.at > now() - interval '1 hour'), count(*)
    from unnest(enum_range(null::facteur.outcome)) o (outcome) cross join lateral (
        select e.lane, e.kind, e.outcome, e.at from facteur.ended e
        where e.outcome = o.outcome and e.outcome <> 'sent' and e.at > now() - interval '1 day' order by e.at desc limit most) e
    where o.outcome <> 'sent' group by 1, 2, 3
$$;

-- As `ready_sample`, of what has ended, of which all is never asked here.
create function facteur.ended_sample(percent real)
returns table (lane facteur.lane, kind text, outcome facteur.outcome, total bigint)
language plpgsql stable
as $$
declare
    first tid;
    past tid;
begin
    for first, past in
        select facteur.page_start(p), facteur.page_start(p + 1) from facteur.sampled_pages('facteur.ended', percent) p
        where percent < 100
    loop
        return query select e.lane, e.kind, e.outcome, count(*)
            from facteur.ended e where e.ctid >= first and e.ctid < past group by 1, 2, 3;
    end loop;
end
$$;

-- What has ended: counted, or by a sample and by what is known of the last day beside it.
create function facteur.ended_counts(percent real, most integer, slice_size integer)
returns table (lane facteur.lane, kind text, place text, total bigint, last_hour bigint, last_day bigint, is_estimate boolean)
language sql stable
as $$
    select e.lane, e.kind, e.outcome::text, count(*), count(*) filter (where e.at > now() - interval '1 hour'),
        count(*) filter (where e.at > now() - interval '1 day'), false
    from facteur.ended e where percent >= 100 group by 1, 2, 3
    union all
    -- A sample may have met none of what happened lately.
    select b.lane, b.kind, b.outcome::text, greatest(sum(b.total), sum(b.last_day))::bigint, sum(b.last_hour)::bigint,
        sum(b.last_day)::bigint, true
    from (
        select e.lane, e.kind, e.outcome, (sum(e.total) * 100 / percent)::bigint as total, 0::bigint as last_hour, 0::bigint as last_day
        from facteur.ended_sample(percent) e group by 1, 2, 3
        union all
        select s.lane, s.kind, 'sent', 0, s.last_hour, s.last_day from facteur.sent_lately(slice_size) s where percent < 100
        union all
        select u.lane, u.kind, u.outcome, 0, u.last_hour, u.last_day from facteur.unsent_lately(most) u where percent < 100
    ) b group by 1, 2, 3
$$;

-- Whom readers called spam since then.
create function facteur.complaint_counts(since timestamptz)
returns table (lane facteur.lane, kind text, total bigint, last_hour bigint, last_day bigint)
language sql stable
as $$
    select c.lane, c.kind, count(*), count(*) filter (where c.at > now() - interval '1 hour'),
        count(*) filter (where c.at > now() - interval '1 day')
    from (
        select coalesce(m.lane, 'bulk') as lane, coalesce(m.kind, 'newsletter') as kind, min(r.at) as at
        from facteur.report r left join facteur.message m on m.id = r.message
        where r.event = 'complained' and r.effect <> 'unknown' and (r.message is null or m.id is not null) and r.at > since
        group by 1, 2, coalesce(r.message::text, r.subscription::text, r.number::text)
    ) c group by 1, 2
$$;

-- Where all messages stand, counted by lane, kind and place: every message is in exactly one. Beside them, whom their readers called
-- spam: place `complained`, and a reader who is known as such alone has newsletters from us.
--
-- The percents say how much of the pages of ready, scheduled and ended is looked at. Of 100 all is counted. Of less, `is_estimate` marks
-- what was: the whole table by a sample of it, and beside it exactly, in each lane, the oldest that wait (`most`) and, in slices of the
-- last day of at most `slice_size` messages, how many were sent. What ended otherwise in the last day is counted up to `most` by its own
-- index. A function, so that the just-in-time compiler, which would take ten times as long as the answer, can be told to stay away.
create function facteur.queue_counts(
    ready_percent real, scheduled_percent real, ended_percent real, most integer, slice_size integer
) returns table (
    lane facteur.lane, kind text, place text, total bigint, last_hour bigint, last_day bigint, oldest interval, is_estimate boolean
)
language sql stable security definer
set search_path = facteur, pg_temp
set jit = off
as $$
    with counted as (
        select r.lane, r.kind, r.place, r.total, 0::bigint as last_hour, 0::bigint as last_day, r.oldest, r.is_estimate
        from facteur.ready_counts(ready_percent, most) r
        union all
        select s.lane, s.kind, s.place, s.total, 0, 0, null, s.is_estimate from facteur.scheduled_counts(scheduled_percent, most) s
        union all
        select l.lane, l.kind, 'sending', count(*), 0, 0, null, false from facteur.lease l group by 1, 2
        union all
        select d.lane, d.kind, 'in_doubt', count(*), 0, 0, min(d.since), false from facteur.in_doubt d group by 1, 2
        union all
        select e.lane, e.kind, e.place, e.total, e.last_hour, e.last_day, null, e.is_estimate
        from facteur.ended_counts(ended_percent, most, slice_size) e
        union all
        select c.lane, c.kind, 'complained', c.total, c.last_hour, c.last_day, null, false
        from facteur.complaint_counts(case when ended_percent >= 100 then '-infinity' else now() - interval '1 day' end) c
    )
    select c.lane, c.kind, c.place, sum(c.total)::bigint, sum(c.last_hour)::bigint, sum(c.last_day)::bigint,
        now() - min(c.oldest), bool_or(c.is_estimate)
    from counted c group by 1, 2, 3 order by 1, 2, 3
$$;
