-- Events at less of the server's time: of an issue's messages none is looked up, and numbers without a gap are one range from the start.

-- As before.
create or replace function facteur.store_events(
    p facteur.event_progress, batch integer, out highest bigint, out found_numbers int8multirange, out looked bigint,
    out numbered bigint
)
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    -- One statement, one snapshot: of two events of a message the first is never seen without, nor numbered behind, the second.
    with fresh as materialized (
        select d.number, d.at, d.message, d.outcome, d.late, d.of_issue from facteur.delivery d
        where d.number > p.seen order by d.number limit batch
    ), filled as materialized (
        select d.number, d.at, d.message, d.outcome, d.late, d.of_issue
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
        where d.of_issue is not true and m.newsletter is null
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
            (select case when count(*) = max(d.number) - min(d.number) + 1 then int8multirange(int8range(min(d.number), max(d.number), '[]'))
                else (select coalesce(range_agg(int8range(x.number, x.number, '[]')), '{}') from delivery x) end from delivery d),
            (select greatest((select count(*) from fresh), (select count(*) from waiting))),
            (select count(*) from stored)
        into highest, found_numbers, looked, numbered;
end
$$;
