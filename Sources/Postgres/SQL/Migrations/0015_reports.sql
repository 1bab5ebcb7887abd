-- What comes back: bounces, complaints and the like, whoever brings them.

-- Whether an issue can still be stopped: some of its readers have not been made a message, or some messages are not out.
create function facteur.is_under_way(issue facteur.newsletter) returns boolean
language sql stable
return issue.cancelled_at is null and (
    issue.expanded_at is null
    or exists (select from facteur.ready r where r.newsletter = issue.id)
    or exists (select from facteur.scheduled s where s.newsletter = issue.id)
    or exists (select from facteur.lease l where l.newsletter = issue.id));

-- Pauses an issue that too many of its readers did not get or did not want. Resumed, it goes on: a person has looked at what was
-- reported until then.
create function facteur.judge_reports(issue uuid) returns void
language plpgsql volatile
as $$
declare
    rule facteur.installation;
    n facteur.newsletter;
    sent bigint;
    bounced bigint;
    complained bigint;
    is_stopped boolean;
begin
    select * into strict rule from facteur.installation;
    select * into n from facteur.newsletter x where x.id = issue for update;
    if not found or not facteur.is_under_way(n) then return; end if;
    select coalesce(sum(o.count) filter (where o.outcome in ('sent', 'bounced')), 0),
            coalesce(sum(o.count) filter (where o.outcome = 'bounced'), 0)
        into sent, bounced from facteur.issue_outcome o where o.newsletter = issue;
    complained := facteur.complaints(issue);
    is_stopped := exists (select from facteur.pause p where p.name = issue::text and p.reason is not null);
    if not is_stopped then
        if sent < least(rule.canary, 100)
                or (bounced - n.known_bounces <= rule.pause_above * sent
                    and complained - n.known_complaints <= rule.pause_above_complained * sent) then
            return;
        end if;
        insert into facteur.pause as p (name, scope, reason) values (issue::text, 'newsletter', format(
                'of %s messages %s bounced and %s were called spam: look at the reports, then resume it',
                sent, bounced - n.known_bounces, complained - n.known_complaints))
            -- Whoever had paused it without knowing is told.
            on conflict (name) do update set reason = excluded.reason;
    end if;
    -- What comes in while it is stopped lies before whoever resumes it, too.
    update facteur.newsletter x set known_bounces = bounced, known_complaints = complained where x.id = issue;
end
$$;

-- Takes a message out of where it waits or is in doubt, a waiting one if it may have gone out once or `in_any_case`; whether it was there.
create function facteur.take_out(id uuid, in_any_case boolean) returns boolean
language sql volatile
as $$
    with waiting as (
        delete from facteur.ready r where r.id = take_out.id and (in_any_case or r.doubts > 0) returning r.id
    ), later as (
        delete from facteur.scheduled s where s.id = take_out.id and (in_any_case or s.doubts > 0) returning s.id
    ), doubted as (
        delete from facteur.in_doubt d where d.id = take_out.id returning d.id
    )
    select exists (table waiting union all table later union all table doubted)
$$;

-- What comes back tells that the relay had the message: it ends as bounced, or as sent where it had not ended. Null: it had ended, and
-- nothing changes.
--
-- What a worker holds at this moment stays its own, for its outcome is about to be stored: then nothing is taken in, and the report is to
-- come again (SQLSTATE 55P03).
create function facteur.end_reported(m facteur.message, is_lost boolean) returns facteur.outcome
language plpgsql volatile
as $$
declare
    outcome constant facteur.outcome := case when is_lost then 'bounced' else 'sent' end;
begin
    if not exists (select from facteur.lease l where l.id = m.id) then
        -- It ends at the moment at which that is known.
        update facteur.ended e set outcome = 'bounced', at = clock_timestamp()
            where e.id = m.id and e.outcome = 'sent' and is_lost;
        if found then
            if m.subscription is not null then
                insert into facteur.issue_outcome (newsletter, outcome, count)
                    values (m.newsletter, 'sent', -1), (m.newsletter, 'bounced', 1);
            end if;
            return outcome;
        end if;
        if facteur.take_out(m.id, is_lost) then
            perform facteur.end_messages(array[m.id], outcome);
            return outcome;
        end if;
        -- Neither: a worker has moved it between these looks.
        if exists (select from facteur.ended e where e.id = m.id and (e.outcome <> 'sent' or not is_lost))
                or not is_lost and exists (
                    select from facteur.ready r where r.id = m.id and r.doubts = 0
                    union all
                    select from facteur.scheduled s where s.id = m.id and s.doubts = 0) then
            return null;
        end if;
    end if;
    raise exception 'the message is being sent at this moment: hand the report in again'
        using errcode = 'lock_not_available';
end
$$;

-- Nothing more goes to the address, or no more marketing. A server's word ends after a while; a reader's own never does.
create function facteur.suppress_reported(address text, scope text, reason text, source text) returns void
language sql volatile
as $$
    insert into facteur.suppression as s (address, scope, reason, source, confirmed_at)
        values (facteur.canonical_address(suppress_reported.address), suppress_reported.scope, suppress_reported.reason,
            suppress_reported.source, case when suppress_reported.scope = 'all' then now() end)
        on conflict (address, scope) do update
            set reason = excluded.reason, source = excluded.source, confirmed_at = excluded.confirmed_at,
                since = case when facteur.is_in_force(s) then s.since else excluded.since end
            -- What a person said stays, with the reason given.
            where s.confirmed_at is not null
$$;

-- Does what a report asks for, to the message or the reader that it speaks of; the effect.
create function facteur.act_on_report(
    source text, report jsonb, m facteur.message, reader facteur.subscription, recipient text
) returns text
language plpgsql volatile
as $$
declare
    event constant text := report ->> 'event';
    effect text := 'noted';
begin
    -- A reader may ask to leave whenever they like; all else comes of a message that went out.
    if m.id is not null and event <> 'unsubscribed' then
        effect := coalesce(facteur.end_reported(m, event = 'bounced')::text, effect);
    end if;
    if event = 'bounced' and m.id is not null and (report ->> 'suppress')::boolean then
        perform facteur.suppress_reported(m.recipient, 'all',
            concat_ws(' ', 'reported dead:', report ->> 'code', report ->> 'enhanced'), source);
    elsif event = 'complained' then
        effect := 'complained';
        if recipient is not null then
            perform facteur.suppress_reported(recipient, 'marketing', 'called our mail spam', source);
        end if;
        if reader.id is not null then perform facteur.leave_by_token(reader.token, false); end if;
    elsif event = 'unsubscribed' and reader.id is not null then
        if facteur.leave_by_token(reader.token, false) then effect := 'unsubscribed'; end if;
    end if;
    return effect;
end
$$;

-- Takes in one report; the only way in for those who read what strangers write. The same again changes nothing.
--
-- `report`: {"event", "messages": identities that it may speak of, the surest first, "issue", "token": a reader's key, "recipient",
-- "code", "enhanced", "reply", "reporter", "suppress": whether the server's words mean that the mailbox is dead}.
--
-- effect: `bounced`, `complained`, `unsubscribed`: so it ended; `sent`: nobody knew whether the relay had taken it, and it had; `noted`: of
-- a message of ours, and changes nothing; `known`: it was taken in before; `unknown`: of nothing of ours.
--
-- While a worker has the message in its hands this fails with SQLSTATE 55P03 and stores nothing: the report is to be handed in again.
create function facteur.take_report(
    source text, key text, report jsonb, out effect text, out message uuid, out kind text, out lane text, out recipient text,
    out newsletter uuid
)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
#variable_conflict use_column
declare
    m facteur.message;
    reader facteur.subscription;
    taken bigint;
begin
    select x.* into m
        from jsonb_array_elements_text(coalesce(report -> 'messages', '[]')) with ordinality g (id, place)
        join facteur.message x on x.id = g.id::uuid order by g.place limit 1;
    select s.* into reader from facteur.subscription s
        where s.id = m.subscription or (m.subscription is null and s.token = report ->> 'token');
    select n.id into newsletter from facteur.newsletter n
        where n.id = coalesce(m.newsletter, (report ->> 'issue')::uuid);
    message := m.id;
    kind := m.kind;
    lane := m.lane;
    recipient := coalesce(m.recipient, reader.email);
    insert into facteur.report (source, key, event, message, newsletter, subscription, recipient, code, enhanced, reply,
            reporter, effect)
        values (take_report.source, take_report.key, report ->> 'event', m.id, take_report.newsletter, reader.id,
            report ->> 'recipient', (report ->> 'code')::smallint, report ->> 'enhanced', coalesce(report ->> 'reply', ''),
            report ->> 'reporter', 'unknown')
        on conflict do nothing returning number into taken;
    effect := case
        when taken is null then 'known'
        when m.id is null and reader.id is null and take_report.newsletter is null then 'unknown'
        else facteur.act_on_report(take_report.source, report, m, reader, take_report.recipient)
    end;
    if take_report.newsletter is not null and effect in ('bounced', 'complained') then
        perform facteur.judge_reports(take_report.newsletter);
    end if;
    -- Its number and its moment are those of the end, when there is nothing left to wait for: whoever follows the numbers a little late
    -- misses none.
    update facteur.report r set effect = take_report.effect, number = default, at = clock_timestamp() where r.number = taken;
end
$$;

-- How many reports were taken in during the last hour, by source and event, counted up to `most`.
create function facteur.recent_reports(most integer) returns table (source text, event text, count bigint)
language sql stable security definer
set search_path = facteur, pg_temp
set jit = off
as $$
    select r.source, r.event, count(*)
    from (select x.source, x.event from facteur.report x where x.at > now() - interval '1 hour' order by x.at desc limit most) r
    group by r.source, r.event
$$;
