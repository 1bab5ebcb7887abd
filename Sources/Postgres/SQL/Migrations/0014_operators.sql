-- What the operator's commands change. Refusals are SQLSTATE 22023 and say what stands in the way.

-- A failed message, or one that waits for its next attempt, goes out at once.
create function facteur.retry(message uuid) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    m facteur.message;
    later facteur.ready;
    state constant text := facteur.message_state(message);
begin
    select * into m from facteur.message x where x.id = retry.message;
    perform facteur.refuse(case
        when state is null then 'the message is unknown'
        when state not in ('waiting', 'failed') then format('the message is %s: nothing to retry', state)
        when state = 'failed' and m.has_secrets then
            'the message has failed and its secret parameters are deleted: enqueue it anew'
    end);
    if state = 'waiting' then
        delete from facteur.scheduled s where s.id = m.id returning s.* into later;
        later.due_at := now();
        insert into facteur.ready select later.* where later.id is not null;
    else
        delete from facteur.ended e where e.id = m.id;
        if m.subscription is not null then
            insert into facteur.issue_outcome (newsletter, outcome, count) values (m.newsletter, 'failed', -1);
        end if;
        -- Its patience begins anew; its Date stays.
        insert into facteur.ready (id, lane, attempt, due_at, first_due_at, newsletter, kind, family)
            select m.id, m.lane, coalesce(max(d.attempt), 0) + 1, now(), now(),
                case when m.subscription is not null then m.newsletter end, m.kind,
                facteur.family(m.recipient)
            from facteur.delivery d where d.message = m.id;
    end if;
    perform facteur.notify_workers();
end
$$;

-- A person's word on a message in doubt: the relay took it, or it goes again.
create function facteur.resolve(message uuid, was_sent boolean) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    doubt facteur.in_doubt;
    again facteur.ready;
begin
    delete from facteur.in_doubt d where d.id = resolve.message returning * into doubt;
    if not found then
        perform facteur.refuse('the message is not in doubt');
    end if;
    if was_sent then
        perform facteur.end_messages(array[message], 'sent');
    else
        -- By the names of the columns.
        again := jsonb_populate_record(again, to_jsonb(doubt));
        again.due_at := now();
        again.first_due_at := now();
        insert into facteur.ready select again.*;
        perform facteur.notify_workers();
    end if;
end
$$;

-- Stops a lane, a kind or a newsletter; whether that changed anything.
create function facteur.pause(name text) returns boolean
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
    insert into facteur.pause (name, scope)
        values (case when scope = 'newsletter' then lower(pause.name) else pause.name end, scope)
        on conflict do nothing;
    return found;
end
$$;

-- Lets it go on. A parked domain, or one that shares its park, too; what rested for its sake is due at once.
create function facteur.resume(name text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    was_paused boolean;
    parked text;
begin
    delete from facteur.pause p where p.name in (resume.name, lower(resume.name));
    was_paused := found;
    delete from facteur.parked_domain p where p.family in (facteur.ascii_domain(resume.name), facteur.family('@' || resume.name))
        returning family into parked;
    update facteur.scheduled s set due_at = now()
        where s.family = parked and s.due_at > now() and s.first_due_at <= now();
    perform facteur.notify_workers();
    return was_paused or parked is not null;
end
$$;

-- No more mail to an address, or no more marketing, until a person says otherwise; whether that changed anything.
create function facteur.suppress(address text, scope text, reason text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    was_other boolean;
begin
    perform facteur.refuse(coalesce(
        'address ' || facteur.address_fault(address),
        case when scope is null or scope not in ('marketing', 'all') then 'scope is neither marketing nor all' end));
    delete from facteur.suppression s
        where s.address = facteur.canonical_address(suppress.address) and s.scope <> suppress.scope;
    was_other := found;
    insert into facteur.suppression as s (address, scope, reason, source)
        values (facteur.canonical_address(suppress.address), suppress.scope, suppress.reason, session_user)
        on conflict on constraint suppression_pkey do update
            set reason = excluded.reason, source = excluded.source, since = now(), confirmed_at = null
            where s.confirmed_at is not null;
    return found or was_other;
end
$$;

create function facteur.unsuppress(address text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    delete from facteur.suppression s where s.address = facteur.canonical_address(unsuppress.address);
    return found;
end
$$;

-- Whether an entry of the suppression list is one of those that are meant: what is null leaves all in. domain: a domain, or a
-- provider with all its domains (`orange`). reason: a part of it, in any case. since, before: the bounds of the moment it was made.
create function facteur.is_meant(
    entry facteur.suppression, domain text, reason text, source text, since timestamptz, before timestamptz
) returns boolean
language sql stable
return (is_meant.domain is null or facteur.ascii_domain(is_meant.domain)
        in (split_part(entry.address, '@', 2), facteur.family(entry.address)))
    and (is_meant.reason is null or strpos(lower(entry.reason), lower(is_meant.reason)) > 0)
    and (is_meant.source is null or entry.source = is_meant.source)
    and (is_meant.since is null or entry.since >= is_meant.since)
    and (is_meant.before is null or entry.since < is_meant.before);

-- Takes all that are meant off the suppression list; how many they were.
create function facteur.unsuppress_all(
    domain text, reason text, source text, since timestamptz, before timestamptz
) returns bigint
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    removed bigint;
begin
    if num_nonnulls(domain, reason, source, since, before) = 0 then
        perform facteur.refuse('nothing says which suppressions are meant');
    end if;
    delete from facteur.suppression s
        where facteur.is_meant(s, unsuppress_all.domain, unsuppress_all.reason, unsuppress_all.source,
            unsuppress_all.since, unsuppress_all.before);
    get diagnostics removed = row_count;
    return removed;
end
$$;
