-- What waits and what has ended, each by a statement of its own: an operator's question asks both at once, over two sessions.

drop function facteur.queue_counts(real, real, real, integer, integer);

-- What has not ended, counted by lane, kind and place: every message that has not is in exactly one.
--
-- The percents say how much of the pages of ready and scheduled is looked at. Of 100 all is counted. Of less, `is_estimate` marks what was:
-- the whole table by a sample of it, and beside it exactly, in each lane, the oldest that wait (`most`). A function, so that the
-- just-in-time compiler, which would take ten times as long as the answer, can be told to stay away.
create function facteur.waiting_counts(ready_percent real, scheduled_percent real, most integer)
returns table (
    lane facteur.lane, kind text, place text, total bigint, last_hour bigint, last_day bigint, oldest interval, is_estimate boolean
)
language sql stable security definer
set search_path = facteur, pg_temp
set jit = off
as $$
    select c.lane, c.kind, c.place, sum(c.total)::bigint, 0::bigint, 0::bigint, now() - min(c.oldest), bool_or(c.is_estimate)
    from (
        select r.lane, r.kind, r.place, r.total, r.oldest, r.is_estimate from facteur.ready_counts(ready_percent, most) r
        union all
        select s.lane, s.kind, s.place, s.total, null, s.is_estimate from facteur.scheduled_counts(scheduled_percent, most) s
        union all
        select l.lane, l.kind, 'sending', count(*), null, false from facteur.lease l group by 1, 2
        union all
        select d.lane, d.kind, 'in_doubt', count(*), min(d.since), false from facteur.in_doubt d group by 1, 2
    ) c group by 1, 2, 3
$$;

-- What has ended, counted in the same way; and whom their readers called spam: place `complained`, and a reader who is known as such
-- alone has newsletters from us. Beside a sample it is counted, in slices of the last day of at most `slice_size` messages, how many
-- were sent, and what ended otherwise in the last day, up to `most` by its own index.
create function facteur.ending_counts(ended_percent real, most integer, slice_size integer)
returns table (
    lane facteur.lane, kind text, place text, total bigint, last_hour bigint, last_day bigint, oldest interval, is_estimate boolean
)
language sql stable security definer
set search_path = facteur, pg_temp
set jit = off
as $$
    select e.lane, e.kind, e.place, e.total, e.last_hour, e.last_day, null::interval, e.is_estimate
    from facteur.ended_counts(ended_percent, most, slice_size) e
    union all
    select c.lane, c.kind, 'complained', c.total, c.last_hour, c.last_day, null, false
    from facteur.complaint_counts(case when ended_percent >= 100 then '-infinity' else now() - interval '1 day' end) c
$$;
