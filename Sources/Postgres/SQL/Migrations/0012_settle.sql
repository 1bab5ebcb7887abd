-- A count that has reached its type's end stays there.
create function facteur.one_more(count smallint) returns smallint
language sql immutable
return least(count + 1, 32767)::smallint;

-- What of a settlement its worker holds no longer: stored before, by a call whose answer was lost; or too late, for somebody took
-- the lease back. Returns the tokens of the latter. In SQL, for the message may stand in any table, and is moved where it stands.
create function facteur.settle_late(
    messages uuid[], tokens bigint[], outcomes text[], codes smallint[], enhanced text[], replies text[],
    relays text[], queued integer[], render integer[], connect integer[], dialogue integer[], own bigint[]
) returns bigint[]
language plpgsql volatile set search_path = facteur, pg_temp
as $$
#variable_conflict use_column
declare
    late bigint[];
    accepted uuid[];
    doubtful uuid[];
begin
    with given as (
        select * from unnest(messages, tokens, outcomes, codes, settle_late.enhanced, replies, relays, queued, render,
            connect, dialogue)
            as t (message, token, outcome, code, enhanced, reply, relay, queued, render, connect, dialogue)
        where token <> all (own) and outcome <> 'released'
    ), logged as (
        insert into facteur.delivery (message, token, attempt, outcome, late, code, enhanced, reply, relay, queued_ms,
                render_ms, connect_ms, dialogue_ms)
            select distinct on (g.token) g.message, g.token, 0, g.outcome, true, g.code, g.enhanced, g.reply, g.relay,
                g.queued, g.render, g.connect, g.dialogue
            from given g
            where not exists (select from facteur.delivery d where d.message = g.message and d.token = g.token)
            returning message, token, outcome
    )
    select coalesce(array_agg(token), '{}'), coalesce(array_agg(message) filter (where outcome = 'sent'), '{}'),
            coalesce(array_agg(message) filter (where outcome = 'in_doubt'), '{}')
        into late, accepted, doubtful from logged;

    -- Late or not, what the relay has taken must not go again, and what it may have taken goes on only if a person says so.
    if accepted <> '{}' then
        perform facteur.withdraw(accepted);
        delete from facteur.lease l where l.id = any (accepted);
        delete from facteur.in_doubt d where d.id = any (accepted);
        perform facteur.end_messages(accepted, 'sent');
    end if;
    if doubtful <> '{}' then
        with waiting as (delete from facteur.ready r where r.id = any (doubtful) returning r.*),
            later as (delete from facteur.scheduled s where s.id = any (doubtful) returning s.*),
            held as (delete from facteur.lease l where l.id = any (doubtful) returning (facteur.requeued(l)).*)
        insert into facteur.in_doubt
            select now(), q.* from (table waiting union all table later union all table held) q;
    end if;
    return late;
end
$$;

-- Stores what attempts came to, all or nothing, fenced by the tokens. Returns the tokens that came too late.
--
-- Outcomes: sent, failed, expired, superseded, cancelled, suppressed end the message; in_doubt holds it; deferred and resend
-- are another attempt, postponed the same one again; released puts it back as if never claimed.
-- `parkings`: the microseconds for which all mail to the recipient's domain rests, or null.
--
-- As for `claim`, only one plan is sensible: every row is looked up by its key.
create function facteur.settle(
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
    own bigint[];
    feedback facteur.domain_feedback[];
begin
    with given as materialized (
        select distinct on (message, token) * from unnest(messages, tokens, outcomes, delays, parkings, suppress, codes,
            settle.enhanced, replies, relays, queued, render, connect, dialogue)
            as t (message, token, outcome, delay, parking, suppress, code, enhanced, reply, relay, queued, render, connect,
                dialogue)
        -- The leases are locked in one order by everybody, so that two settlements cannot wait for each other.
        order by message, token
    ), judged as materialized (
        select h.*, g.outcome, g.parking * interval '1 microsecond' as parking, g.suppress, g.code, g.enhanced, g.reply,
            g.relay, g.queued, g.render, g.connect, g.dialogue,
            case when g.delay is not null then clock_timestamp() + g.delay * interval '1 microsecond' end as next_at
        from given g cross join lateral (
            select l.ctid as place, l.id, l.token, l.lane, l.kind, l.attempt, l.doubts, l.newsletter, l.family,
                case when g.outcome in ('released', 'deferred', 'postponed', 'resend', 'in_doubt') then l end as lease
            -- Not by the index that holds the token behind the epoch, which a planner that knows an empty table walks whole.
            from facteur.lease l where l.id = g.message and l.token + 0 = g.token for update) h
    ), held as (
        -- By its place: a row that is locked stays where it is.
        delete from facteur.lease l where l.ctid = any (array(select j.place from judged j))
    ), released as (
        insert into facteur.ready select (facteur.requeued(lease)).* from judged where outcome = 'released'
    ), again as (
        insert into facteur.scheduled
            select (facteur.requeued(
                lease, next_at, case when outcome = 'postponed' then attempt else facteur.one_more(attempt) end,
                case when outcome = 'resend' then facteur.one_more(doubts) else doubts end)).*
            from judged where outcome in ('deferred', 'postponed', 'resend')
    ), doubted as (
        insert into facteur.in_doubt select now(), (facteur.requeued(lease)).* from judged where outcome = 'in_doubt'
    ), ended as (
        insert into facteur.ended (id, lane, kind, outcome)
            select id, lane, kind, outcome::facteur.outcome
            from judged where outcome not in ('released', 'deferred', 'postponed', 'resend', 'in_doubt')
            returning id
    ), counted as (
        insert into facteur.issue_outcome (newsletter, outcome, count)
            select newsletter, outcome::facteur.outcome, count(*)
            from judged
            where newsletter is not null
                and outcome not in ('released', 'deferred', 'postponed', 'resend', 'in_doubt')
            group by newsletter, outcome
    ), forgotten as (
        delete from facteur.message_secret s where s.id = any (array(select e.id from ended e))
    ), banned as (
        insert into facteur.suppression as s (address, scope, reason, source, confirmed_at)
            select distinct on (facteur.canonical_address(m.recipient)) facteur.canonical_address(m.recipient), 'all',
                concat_ws(' ', 'refused for good:', j.code, j.enhanced), 'worker', now()
            from judged j join facteur.message m on m.id = j.id where j.outcome = 'failed' and j.suppress
            on conflict (address, scope) do update
                set reason = excluded.reason, confirmed_at = excluded.confirmed_at,
                    since = case when facteur.is_in_force(s) then s.since else excluded.since end
                -- What a person said stays, with the reason given.
                where s.confirmed_at is not null
    ), logged as (
        insert into facteur.delivery (message, token, attempt, outcome, code, enhanced, reply, relay, queued_ms,
                render_ms, connect_ms, dialogue_ms, next_attempt_at)
            select id, token, attempt, outcome, code, enhanced, reply, relay, queued, render, connect, dialogue, next_at
            from judged where outcome <> 'released'
    )
    select coalesce(array_agg(j.token), '{}'),
            array_agg((j.family, j.token, j.outcome, j.code, j.parking,
                left(concat_ws(' ', j.code, j.enhanced, j.reply), 300))::facteur.domain_feedback)
                filter (where j.parking is not null
                    or j.family = any (array(select p.family from facteur.parked_domain p)))
        into own, feedback from judged j;
    perform facteur.update_parked_domains(feedback) where feedback is not null;
    if cardinality(own) = cardinality(tokens) then return '{}'; end if;
    return facteur.settle_late(
        messages, tokens, outcomes, codes, enhanced, replies, relays, queued, render, connect, dialogue, own);
end
$$;
