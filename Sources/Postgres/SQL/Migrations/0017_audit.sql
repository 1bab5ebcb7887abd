-- Who changed what, when and why, as the operator's commands leave it; and refusals of changes that would change nothing.

-- Append-only: the program's roles may read it and add to it by what they call, and only old rows go (`tidy_audit`).
create table facteur.audit (
    number bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    -- The database user, which nobody chooses; and who sat before the program, `marie@mail1`, as that says.
    role text not null default session_user,
    person text,
    -- `pause`, `retry`: the command's word.
    action text not null,
    -- A message, an issue, an address, a lane, a kind, a list.
    target text not null,
    -- What it came to, in words.
    effect text not null,
    reason text
);
create index audit_at on facteur.audit (at);
create index audit_target on facteur.audit (target, number);

-- Adds a row in the transaction of what it tells of; its number.
create function facteur.record_change(action text, target text, effect text, reason text, person text) returns bigint
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    insert into facteur.audit (action, target, effect, reason, person)
        values (action, target, effect, nullif(btrim(reason), ''), nullif(btrim(person), ''))
        returning number
$$;

-- Removes what is older than the log of deliveries goes back, a thousand rows at a time; how many they were. Who paused what is paused
-- still is kept.
create function facteur.tidy_audit(log_days integer) returns bigint
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    with gone as (
        delete from facteur.audit a
            where a.number = any (array(
                select o.number from facteur.audit o
                where o.at < now() - make_interval(days => log_days)
                    and not (o.action = 'pause' and exists (select from facteur.pause p where p.name = o.target))
                order by o.at limit 1000))
            returning 1
    )
    select count(*) from gone
$$;

-- Does the same to each message, and writes down what it did. `action`: cancel, retry, resolve --sent, resolve --resend. Where one would
-- not have it, `fault` says why, and the others are done all the same. One by one, for each may be refused for a reason of its own.
create function facteur.change_messages(action text, messages uuid[], reason text, person text)
returns table (message uuid, fault text)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    perform facteur.refuse(case
        when action is null or action not in ('cancel', 'retry', 'resolve --sent', 'resolve --resend') then
            'the action is neither cancel, retry nor resolve'
    end);
    foreach message in array messages loop
        begin
            fault := null;
            if action = 'cancel' then
                if not facteur.cancel(message) then
                    perform facteur.refuse(coalesce(
                        'the message is ' || facteur.message_state(message) || ': it cannot be cancelled',
                        'the message is unknown'));
                end if;
            elsif action = 'retry' then
                perform facteur.retry(message);
            else
                perform facteur.resolve(message, action = 'resolve --sent');
            end if;
            perform facteur.record_change(
                action, message::text,
                case action when 'cancel' then 'cancelled' when 'resolve --sent' then 'counts as sent' else 'goes again' end,
                change_messages.reason, change_messages.person);
        exception when invalid_parameter_value then
            fault := sqlerrm;
        end;
        return next;
    end loop;
end
$$;

-- Whether nothing of an issue is left to go out: all its messages were made, and none waits or is under way.
create function facteur.is_sent_wholly(issue uuid) returns boolean
language sql stable
return exists (select from facteur.newsletter n where n.id = issue and n.expanded_at is not null)
    and not exists (
        select from facteur.ready r where r.newsletter = issue
        union all
        select from facteur.scheduled s where s.newsletter = issue
        union all
        select from facteur.lease l where l.newsletter = issue);

-- Why an issue can be stopped no more; null where it can.
create function facteur.stopping_fault(issue uuid) returns text
language sql stable
return case
    when exists (select from facteur.newsletter n where n.id = issue and n.cancelled_at is not null) then
        'the newsletter is cancelled: nothing more of it goes out'
    when facteur.is_sent_wholly(issue) then 'the newsletter is sent wholly: nothing of it is left to stop'
end;

-- Stops a lane, a kind or a newsletter; whether that changed anything.
create or replace function facteur.pause(name text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    scope constant text := case
        when name in ('transactional', 'bulk') then 'lane'
        when exists (select from facteur.kind k where k.name = pause.name) then 'kind'
        when exists (select from facteur.newsletter n where n.id::text = lower(pause.name)) then 'newsletter'
    end;
begin
    if scope is null then
        perform facteur.refuse(format('%s is no lane, kind or newsletter', quote_ident(left(name, 100))));
    end if;
    if scope = 'newsletter' then
        perform facteur.refuse(facteur.stopping_fault(lower(pause.name)::uuid));
    end if;
    insert into facteur.pause (name, scope)
        values (case when scope = 'newsletter' then lower(pause.name) else pause.name end, scope)
        on conflict do nothing;
    return found;
end
$$;

-- Ends an issue: what was not made will not be, and what waits is withdrawn. What a worker holds at this moment goes its way.
create or replace function facteur.cancel_newsletter(newsletter uuid) returns bigint
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    gone uuid[];
begin
    perform facteur.refuse(facteur.stopping_fault(cancel_newsletter.newsletter));
    update facteur.newsletter n set cancelled_at = clock_timestamp() where n.id = cancel_newsletter.newsletter and n.cancelled_at is null;
    if not found then perform facteur.refuse('the newsletter is unknown or cancelled already'); end if;
    gone := facteur.withdraw(array(
        select r.id from facteur.ready r where r.newsletter = cancel_newsletter.newsletter
        union all
        select s.id from facteur.scheduled s where s.newsletter = cancel_newsletter.newsletter));
    perform facteur.end_messages(gone, 'cancelled');
    return cardinality(gone);
end
$$;
