-- Settlements at less of the server's time. A lease is deleted without being locked first: each lock is a line of the write-ahead log.
-- Whoever finds that somebody else was quicker with one begins anew, which hardly ever happens.

-- Whether it was an issue's message, for whoever reads the log and wants to know of others alone; null: not noted.
alter table facteur.delivery add column of_issue boolean;

-- As before. The leases are deleted in the order in which they stand in their table, so that two settlements cannot wait for each other.
-- Arrays may be shorter than `messages`, or empty: the rest is null.
create or replace function facteur.settle(
    messages uuid[], tokens bigint[], outcomes text[], delays bigint[], parkings bigint[], suppress boolean[],
    codes smallint[], enhanced text[], replies text[], relays text[], queued integer[], render integer[],
    connect integer[], dialogue integer[]
) returns bigint[]
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
    stored record;
begin
    -- Told twice, settled once.
    if (select count(distinct t) from unnest(tokens) t) < cardinality(tokens) then
        select array_agg(g.message), array_agg(g.token), array_agg(g.outcome), array_agg(g.delay), array_agg(g.parking),
                array_agg(g.suppress), array_agg(g.code), array_agg(g.enhanced), array_agg(g.reply), array_agg(g.relay),
                array_agg(g.queued), array_agg(g.render), array_agg(g.connect), array_agg(g.dialogue)
            into messages, tokens, outcomes, delays, parkings, suppress, codes, enhanced, replies, relays, queued, render, connect,
                dialogue
            from (
                select distinct on (t.message, t.token) * from unnest(messages, tokens, outcomes, delays, parkings, suppress, codes,
                    settle.enhanced, replies, relays, queued, render, connect, dialogue)
                    as t (message, token, outcome, delay, parking, suppress, code, enhanced, reply, relay, queued, render,
                        connect, dialogue)
                order by t.message, t.token) g;
    end if;
    loop
        begin
            stored := facteur.store_outcomes(
                messages, tokens, outcomes, delays, parkings, suppress, codes, enhanced, replies, relays, queued, render, connect,
                dialogue);
            if stored.deleted < cardinality(stored.own) then raise sqlstate 'FL001'; end if;
            exit;
        exception when sqlstate 'FL001' then
            -- Another look no longer finds what somebody else has deleted.
        end;
    end loop;
    perform facteur.update_parked_domains(stored.feedback) where stored.feedback is not null;
    if cardinality(stored.own) = cardinality(tokens) then return '{}'; end if;
    return facteur.settle_late(
        messages, tokens, outcomes, codes, enhanced, replies, relays, queued, render, connect, dialogue, stored.own);
end
$$;

-- The statement of `settle`, which forbids every other plan for all that it calls. `own`: the tokens of the leases that were found;
-- `deleted`: how many of them were still there to be deleted.
create function facteur.store_outcomes(
    messages uuid[], tokens bigint[], outcomes text[], delays bigint[], parkings bigint[], suppress boolean[],
    codes smallint[], enhanced text[], replies text[], relays text[], queued integer[], render integer[],
    connect integer[], dialogue integer[], out own bigint[], out feedback facteur.domain_feedback[], out deleted bigint
)
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    with judged as materialized (
        select h.*, g.outcome, g.parking * interval '1 microsecond' as parking, g.suppress, g.code, g.enhanced, g.reply,
            g.relay, g.queued, g.render, g.connect, g.dialogue,
            g.outcome not in ('released', 'deferred', 'postponed', 'resend', 'in_doubt') as is_final,
            case when g.delay is not null then clock_timestamp() + g.delay * interval '1 microsecond' end as next_at
        from unnest(messages, tokens, outcomes, delays, parkings, suppress, codes, store_outcomes.enhanced, replies, relays,
            queued, render, connect, dialogue)
            as g (message, token, outcome, delay, parking, suppress, code, enhanced, reply, relay, queued, render, connect,
                dialogue)
        cross join lateral (
            select l.ctid as place, l.id, l.token, l.lane, l.kind, l.attempt, l.doubts, l.newsletter, l.family,
                case when g.outcome in ('released', 'deferred', 'postponed', 'resend', 'in_doubt') then l end as lease
            -- Not by the index that holds the token behind the epoch, which a planner that knows an empty table walks whole.
            from facteur.lease l where l.id = g.message and l.token + 0 = g.token offset 0) h
    ), held as (
        -- By its place: a lease that is still there stays where it is.
        delete from facteur.lease l where l.ctid = any (array(select j.place from judged j)) returning 1
    ), count as materialized (
        select count(*) as held, (select count(*) from judged) as found from held
    ), settled as not materialized (
        -- Nothing else is done where somebody was quicker: what they have done stands in its way.
        select * from judged where (select c.held = c.found from count c)
    ), released as (
        insert into facteur.ready select (facteur.requeued(lease)).* from settled where outcome = 'released'
    ), again as (
        insert into facteur.scheduled
            select (facteur.requeued(
                lease, next_at, case when outcome = 'postponed' then attempt else facteur.one_more(attempt) end,
                case when outcome = 'resend' then facteur.one_more(doubts) else doubts end)).*
            from settled where outcome in ('deferred', 'postponed', 'resend')
    ), doubted as (
        insert into facteur.in_doubt select now(), (facteur.requeued(lease)).* from settled where outcome = 'in_doubt'
    ), ended as (
        insert into facteur.ended (id, lane, kind, outcome)
            select id, lane, kind, outcome::facteur.outcome from settled where is_final
    ), counted as (
        insert into facteur.issue_outcome (newsletter, outcome, count)
            select newsletter, outcome::facteur.outcome, count(*) from settled where newsletter is not null and is_final
            group by newsletter, outcome
    ), forgotten as (
        -- An issue's messages have no secrets.
        delete from facteur.message_secret s where s.id = any (array(select j.id from settled j where is_final and newsletter is null))
    ), banned as (
        insert into facteur.suppression as s (address, scope, reason, source, confirmed_at)
            select distinct on (facteur.canonical_address(m.recipient)) facteur.canonical_address(m.recipient), 'all',
                concat_ws(' ', 'refused for good:', j.code, j.enhanced), 'worker', now()
            from settled j join facteur.message m on m.id = j.id where j.outcome = 'failed' and j.suppress
            on conflict (address, scope) do update
                set reason = excluded.reason, confirmed_at = excluded.confirmed_at,
                    since = case when facteur.is_in_force(s) then s.since else excluded.since end
                -- What a person said stays, with the reason given.
                where s.confirmed_at is not null
    ), logged as (
        insert into facteur.delivery (message, token, attempt, outcome, code, enhanced, reply, relay, queued_ms,
                render_ms, connect_ms, dialogue_ms, next_attempt_at, of_issue)
            select id, token, attempt, outcome, code, enhanced, reply, relay, queued, render, connect, dialogue, next_at,
                newsletter is not null
            from settled where outcome <> 'released'
    )
    select coalesce(array_agg(j.token), '{}'),
            array_agg((j.family, j.token, j.outcome, j.code, j.parking,
                left(concat_ws(' ', j.code, j.enhanced, j.reply), 300))::facteur.domain_feedback)
                filter (where j.parking is not null
                    or j.family = any (array(select p.family from facteur.parked_domain p))),
            (select c.held from count c)
        into own, feedback, deleted from judged j;
end
$$;
