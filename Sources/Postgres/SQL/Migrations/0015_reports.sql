-- What comes back: bounces, complaints and the like, whoever brings them.

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
begin
    select * into strict rule from facteur.installation;
    select * into n from facteur.newsletter x where x.id = issue for update;
    if not found then return; end if;
    select coalesce(sum(o.count) filter (where o.outcome = 'sent'), 0),
            coalesce(sum(o.count) filter (where o.outcome = 'bounced'), 0)
        into sent, bounced from facteur.issue_outcome o where o.newsletter = issue;
    sent := sent + bounced;
    bounced := bounced - n.known_bounces;
    complained := facteur.complaints(issue) - n.known_complaints;
    if sent < least(rule.canary, 100)
            or (bounced <= rule.pause_above * sent and complained <= rule.pause_above_complained * sent) then
        return;
    end if;
    insert into facteur.pause (name, scope, reason) values (issue::text, 'newsletter', format(
            'of %s messages %s bounced and %s were called spam: look at the reports, then resume it', sent, bounced, complained))
        on conflict do nothing;
    update facteur.newsletter x
        set known_bounces = x.known_bounces + bounced, known_complaints = x.known_complaints + complained
        where x.id = issue;
end
$$;

-- The message ends as bounced, wherever it stands: whoever reports it has had it. What a worker holds at this moment stays its own.
-- Whether it had not ended so before.
create function facteur.end_bounced(m facteur.message) returns boolean
language plpgsql volatile
as $$
begin
    update facteur.ended e set outcome = 'bounced' where e.id = m.id and e.outcome = 'sent';
    if found then
        if m.subscription is not null then
            insert into facteur.issue_outcome (newsletter, outcome, count)
                values (m.newsletter, 'sent', -1), (m.newsletter, 'bounced', 1);
        end if;
        return true;
    end if;
    if exists (select from facteur.ended e where e.id = m.id) or exists (select from facteur.lease l where l.id = m.id) then
        return false;
    end if;
    perform facteur.withdraw(array[m.id]);
    delete from facteur.in_doubt d where d.id = m.id;
    perform facteur.end_messages(array[m.id], 'bounced');
    return true;
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
    effect text := 'noted';
begin
    if report ->> 'event' = 'bounced' and m.id is not null then
        if facteur.end_bounced(m) then effect := 'bounced'; end if;
        if (report ->> 'suppress')::boolean then
            perform facteur.suppress_reported(m.recipient, 'all',
                concat_ws(' ', 'reported dead:', report ->> 'code', report ->> 'enhanced'), source);
        end if;
    elsif report ->> 'event' = 'complained' then
        effect := 'complained';
        if recipient is not null then
            perform facteur.suppress_reported(recipient, 'marketing', 'called our mail spam', source);
        end if;
        if reader.id is not null then perform facteur.leave_by_token(reader.token, false); end if;
    elsif report ->> 'event' = 'unsubscribed' and reader.id is not null then
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
-- effect: `bounced`, `complained`, `unsubscribed`: so it ended; `noted`: of a message of ours, and changes nothing; `known`: it was
-- taken in before; `unknown`: of nothing of ours.
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
    update facteur.report r set effect = take_report.effect where r.number = taken;
    if take_report.newsletter is not null and effect in ('bounced', 'complained') then
        perform facteur.judge_reports(take_report.newsletter);
    end if;
end
$$;
