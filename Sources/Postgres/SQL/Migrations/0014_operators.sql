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

-- A moment of the past, told to us by somebody whose clock may be a minute ahead of ours.
create function facteur.past_fault(label text, value text) returns text
language sql stable parallel safe
return case
    when value is null then null
    when facteur.moment_fault(value) is not null then label || ' ' || facteur.moment_fault(value)
    when value::timestamptz > now() + interval '1 minute' then label || ' is in the future'
end;

-- What becomes of subscribers from elsewhere, an array of {"line", "email", "name", "locale", "status", "consented_at", "source", "since",
-- "left_at"}; empty is not given, and without a status they are subscribed. fault: what is told of the line. is_kept: whether it counts
-- all the same. Of lines with one address `is_chosen` is the one that says it has left, or the first. is_known: the list has the
-- address. Of a line that says that somebody has left only the address must be in order: who left stays out, whatever else is wrong.
create function facteur.judged_subscribers(list text, subscribers jsonb)
returns table (
    line bigint, email text, address text, name text, locale text, status text, consented_at timestamptz, source text,
    since timestamptz, left_at timestamptz, fault text, is_kept boolean, is_chosen boolean, is_known boolean
)
language sql stable
as $$
    with given as (
        select t.line, t.email, facteur.canonical_address(t.email) as address, nullif(btrim(t.name), '') as name,
            coalesce(nullif(t.locale, ''), 'fr-FR') as locale, coalesce(nullif(t.status, ''), 'subscribed') as status,
            nullif(t.consented_at, '') as consented_at, nullif(btrim(t.source), '') as source, nullif(t.since, '') as since,
            nullif(t.left_at, '') as left_at
        from jsonb_to_recordset(subscribers) as t (
            line bigint, email text, name text, locale text, status text, consented_at text, source text, since text,
            left_at text)
    ), faults as materialized (
        select g.*, g.status = 'unsubscribed' as has_left,
            coalesce(
                'email ' || facteur.address_fault(g.email),
                case when g.status not in ('subscribed', 'pending', 'unsubscribed') then
                    'status is not subscribed, pending or unsubscribed' end) as fault,
            coalesce(
                facteur.name_fault('name', g.name), facteur.locale_fault(g.locale),
                facteur.past_fault('consented_at', g.consented_at), facteur.name_fault('source', g.source),
                facteur.past_fault('since', g.since), facteur.past_fault('left_at', g.left_at)) as detail_fault
        from given g
    ), judged as (
        select f.*, f.fault is null and (f.detail_fault is null or f.has_left) as is_kept, f.detail_fault is null as is_whole
        from faults f
    )
    select j.line, j.email, j.address, case when j.is_whole then j.name end, case when j.is_whole then j.locale else 'fr-FR' end,
        j.status, case when j.is_whole then j.consented_at::timestamptz end, case when j.is_whole then j.source end,
        case when j.is_whole then j.since::timestamptz end,
        case when facteur.past_fault('left_at', j.left_at) is null then j.left_at::timestamptz end,
        coalesce(j.fault, j.detail_fault || case when j.has_left then ': only that they left is kept' else '' end),
        j.is_kept,
        j.is_kept and j.line = first_value(j.line) over (
            partition by j.address order by j.is_kept desc, j.has_left desc, j.line),
        exists (select from facteur.subscription s where s.list = judged_subscribers.list and s.address = j.address)
    from judged j
$$;

-- Takes them in. What is in order is kept, the rest told line by line. Repeatable: who is known stays as they are, above all who has left;
-- but who has left according to the file leaves. Nobody is written to.
--
-- added: new on the list, subscribed or pending. known: were on it, or stand in the file twice. has_left: lines of who has left.
create function facteur.import_subscribers(
    list text, source text, subscribers jsonb, out added bigint, out known bigint, out has_left bigint, out skipped bigint,
    out faults jsonb
)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    perform facteur.refuse(coalesce(facteur.list_fault(list), facteur.name_fault('source', source)));
    insert into facteur.list (name) values (import_subscribers.list) on conflict do nothing;
    with judged as materialized (
        select * from facteur.judged_subscribers(import_subscribers.list, subscribers)
    ), kept as (
        insert into facteur.subscription as s (
                list, email, address, provider, locale, name, token, status, source, consented_at, subscribed_at,
                unsubscribed_at)
            select import_subscribers.list, j.email, j.address, facteur.provider(j.email), j.locale, j.name,
                facteur.new_token(), j.status, coalesce(j.source, import_subscribers.source), j.consented_at,
                coalesce(j.since, now()), case when j.status = 'unsubscribed' then coalesce(j.left_at, now()) end
            from judged j where j.is_chosen
            order by j.address
            on conflict on constraint subscription_list_address_key do update
                set status = excluded.status, unsubscribed_at = excluded.unsubscribed_at
                where excluded.status = 'unsubscribed' and s.status <> 'unsubscribed'
            returning s.status
    )
    select (select count(*) from kept k where k.status <> 'unsubscribed'),
        count(*) filter (where j.is_kept and j.status = 'unsubscribed'), count(*) filter (where not j.is_kept),
        count(*) filter (where j.is_kept and j.status <> 'unsubscribed'),
        coalesce(
            jsonb_agg(jsonb_build_object('line', j.line, 'fault', j.fault) order by j.line) filter (where j.fault is not null),
            '[]')
        from judged j into added, has_left, skipped, known, faults;
    known := known - added;
end
$$;

-- What `import_subscribers` would do, line by line, and nothing is written.
create function facteur.check_subscribers(list text, source text, subscribers jsonb)
returns table (
    line bigint, address text, status text, locale text, fault text, is_kept boolean, is_chosen boolean, is_known boolean
)
language plpgsql stable security definer set search_path = facteur, pg_temp
as $$
begin
    perform facteur.refuse(coalesce(facteur.list_fault(list), facteur.name_fault('source', source)));
    return query select j.line, j.address, j.status, j.locale, j.fault, j.is_kept, j.is_chosen, j.is_known
        from facteur.judged_subscribers(list, subscribers) j order by j.line;
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
