-- How the queue stands, at less than a quarter of the server's time behind a session that holds an old snapshot. Rows that are gone
-- stay in the index then, and each of them is looked up from there one by one; a table that is read as it lies passes over them by
-- the page.

drop function facteur.depths(integer);

-- The ready rows of each lane, of those that lie first in the table, `most` of them: how many, the oldest, and the oldest that neither a
-- park nor a pause holds back.
create function facteur.ready_as_it_lies(most integer)
returns table (lane facteur.lane, waiting bigint, oldest timestamptz, oldest_free timestamptz)
language sql stable
set search_path = facteur, pg_temp
set enable_indexscan = off
set enable_indexonlyscan = off
set enable_bitmapscan = off
set max_parallel_workers_per_gather = 0
set jit = off
as $$
    select r.lane, count(*), min(r.due_at), min(r.due_at) filter (where
        r.family <> all (array(select p.family from facteur.parked_domain p))
        and r.kind <> all (array(select p.name from facteur.pause p where p.scope = 'kind'))
        and (r.newsletter is null
            or r.newsletter <> all (array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter')))
        and r.lane::text <> all (array(select p.name from facteur.pause p where p.scope = 'lane')))
    from (select w.lane, w.due_at, w.family, w.kind, w.newsletter from facteur.ready w limit most) r
    group by r.lane
$$;

-- The same by the index, for a queue that is longer: of each lane the `most` oldest. What is held back is read one by one until a row is
-- not, so that a deep queue costs no more than a shallow one.
create function facteur.ready_by_age(most integer)
returns table (lane facteur.lane, waiting bigint, oldest timestamptz, oldest_free timestamptz)
language sql stable
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set jit = off
as $$
    select l.lane, c.waiting, c.oldest, (
        select w.due_at
        from (
            select r.due_at, r.family, r.kind, r.newsletter from facteur.ready r where r.lane = l.lane
            order by r.due_at limit most
        ) w
        where w.family <> all (array(select p.family from facteur.parked_domain p))
            and w.kind <> all (array(select p.name from facteur.pause p where p.scope = 'kind'))
            and (w.newsletter is null
                or w.newsletter <> all (array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter')))
            and l.lane::text <> all (array(select p.name from facteur.pause p where p.scope = 'lane'))
        order by w.due_at limit 1)
    from unnest(enum_range(null::facteur.lane)) as l (lane)
    cross join lateral (
        select count(*) as waiting, min(r.due_at) as oldest
        from (select w.due_at from facteur.ready w where w.lane = l.lane order by w.due_at limit most) r) c
$$;

-- What is ready and what is in doubt in each lane, counted up to `most`; since when the oldest is due, and the oldest that neither a park nor
-- a pause holds back.
create function facteur.depths(most integer)
returns table (lane facteur.lane, waiting bigint, in_doubt bigint, oldest timestamptz, oldest_free timestamptz)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set jit = off
as $$
    with lying as materialized (select l.* from facteur.ready_as_it_lies(most) l), standing as (
        select l.* from lying l where (select sum(l.waiting) from lying l) < most
        union all
        select a.* from facteur.ready_by_age(most) a where (select sum(l.waiting) from lying l) >= most
    )
    select l.lane, coalesce(s.waiting, 0), (select count(*) from (select from facteur.in_doubt d where d.lane = l.lane limit most) d),
        s.oldest, s.oldest_free
    from unnest(enum_range(null::facteur.lane)) as l (lane) left join standing s on s.lane = l.lane
$$;
-- A worker that asks at this moment must not be without its right until the rights are looked through.
do $$
begin
    if exists (select from pg_roles where rolname = 'facteur_worker') then
        grant execute on function facteur.depths(integer) to facteur_worker;
    end if;
end
$$;

-- As before, with one look at what is ready in place of two.
create or replace function facteur.sample_queue(most integer) returns void
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
        select date_trunc('minute', now(), 'UTC'), d.lane, now(), d.waiting, now() - d.oldest,
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
