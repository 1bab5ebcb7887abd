-- What producers call. SECURITY DEFINER: a producer may read and write no table.

create function facteur.refuse(fault text) returns void
language plpgsql immutable
as $$
begin
    if fault is not null then
        raise exception using errcode = '22023', message = fault;
    end if;
end
$$;

-- Ends messages that nobody holds any more, and forgets their secrets.
create function facteur.end_messages(ids uuid[], outcome facteur.outcome) returns void
language sql volatile
as $$
    with ended as (
        insert into facteur.ended (id, lane, kind, outcome)
            select m.id, m.lane, m.kind, end_messages.outcome from facteur.message m where m.id = any (ids)
            on conflict (id) do nothing
            returning id
    )
    insert into facteur.issue_outcome (newsletter, outcome, count)
        select m.newsletter, end_messages.outcome, count(*) from ended e join facteur.message m on m.id = e.id
        where m.subscription is not null group by m.newsletter;
    delete from facteur.message_secret s where s.id = any (ids);
$$;

-- Takes waiting messages out of the queue; returns the ids of those that did wait.
create function facteur.withdraw(ids uuid[]) returns uuid[]
language sql volatile
as $$
    with from_ready as (delete from facteur.ready r where r.id = any (ids) returning r.id),
        from_scheduled as (delete from facteur.scheduled s where s.id = any (ids) returning s.id)
    select coalesce(array_agg(id), '{}') from (select id from from_ready union all select id from from_scheduled) gone
$$;

-- Wakes the workers, if one wants it: a NOTIFY in every transaction of many would make producers queue behind each other.
create function facteur.notify_workers() returns void
language plpgsql volatile
as $$
begin
    if exists (select from facteur.worker w where w.wants_wake_ups and w.heartbeat_at > now() - interval '30 seconds') then
        perform pg_notify('facteur', '');
    end if;
end
$$;

-- Takes a dedup_key for a message or an issue. Returns whose it is: the same id, or that of the first one. Waits for a concurrent
-- duplicate to commit or to roll back.
create function facteur.take_dedup_key(kind text, key text, id uuid) returns uuid
language plpgsql volatile
as $$
declare
    earlier uuid;
begin
    loop
        insert into facteur.dedup values (kind, key, id) on conflict do nothing;
        if found then return id; end if;
        select d.message into earlier from facteur.dedup d
            where d.kind = take_dedup_key.kind and d.key = take_dedup_key.key;
        if found then return earlier; end if;
    end loop;
end
$$;

-- Stores a message without fault. Returns the id of the first one with this dedup_key.
create function facteur.store_message(
    kind text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text,
    send_at timestamptz, expires_at timestamptz
) returns uuid
language plpgsql volatile
as $$
declare
    definition facteur.kind;
    id constant uuid := facteur.new_id();
    owner constant uuid := case when dedup_key is null then id else facteur.take_dedup_key(kind, dedup_key, id) end;
    secrets jsonb;
    enqueued_at constant timestamptz := clock_timestamp();
    due_at timestamptz := greatest(coalesce(send_at, enqueued_at), enqueued_at);
    own_sequence bigint;
    family constant text := facteur.family(recipient);
begin
    if owner <> id then return owner; end if;
    select * into strict definition from facteur.kind k where k.name = store_message.kind;
    params := jsonb_strip_nulls(facteur.parameters_meant(params));
    select coalesce(jsonb_object_agg(p.key, p.value), '{}') into secrets
        from jsonb_each(params) p
        join jsonb_array_elements(definition.parameters) d on d ->> 'name' = p.key and (d ->> 'secret')::boolean;
    insert into facteur.message as m (
            id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, dedup_key, supersede_key,
            enqueued_at, due_at, expires_at)
        values (
            id, definition.name, definition.lane, recipient, recipient_name, facteur.canonical_locale(locale),
            params - array(select jsonb_object_keys(secrets)), secrets <> '{}', dedup_key, supersede_key,
            enqueued_at, due_at, coalesce(store_message.expires_at, due_at + definition.expires_after))
        returning m.sequence into own_sequence;
    if secrets <> '{}' then
        insert into facteur.message_secret values (id, secrets);
    end if;
    if due_at > enqueued_at then
        insert into facteur.scheduled (id, lane, due_at, first_due_at, kind, family)
            values (id, definition.lane, due_at, due_at, definition.name, family);
    else
        insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
            values (id, definition.lane, due_at, due_at, definition.name, family);
    end if;
    if supersede_key is not null then
        -- Those that a worker holds, or that this transaction cannot see, are found superseded when they are claimed.
        perform facteur.end_messages(
            facteur.withdraw(array(
                select m.id from facteur.message m
                where m.supersede_key = store_message.supersede_key and m.kind = definition.name
                    and m.sequence < own_sequence)),
            'superseded');
    end if;
    return id;
end
$$;

create function facteur.enqueue(
    kind text, recipient text, params jsonb default '{}', locale text default 'fr-FR', recipient_name text default null,
    dedup_key text default null, supersede_key text default null, send_at timestamptz default now(),
    expires_at timestamptz default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    id uuid;
begin
    perform facteur.refuse(facteur.message_fault(
        kind, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at));
    id := facteur.store_message(
        kind, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at);
    perform facteur.notify_workers();
    return id;
end
$$;

-- The first fault of an element of `enqueue_many`.
create function facteur.element_fault(element jsonb) returns text
language plpgsql stable
as $$
declare
    key text;
    fault text;
begin
    if jsonb_typeof(element) <> 'object' then return 'is not a JSON object'; end if;
    for key in select k from jsonb_object_keys(element) k loop
        if key = 'params' then continue; end if;
        if key not in ('kind', 'recipient', 'locale', 'recipient_name', 'dedup_key', 'supersede_key', 'send_at',
                'expires_at') then
            return format('key %s is unknown', quote_ident(left(key, 100)));
        end if;
        if jsonb_typeof(element -> key) not in ('string', 'null') then return format('%s is not a text', key); end if;
        if key in ('send_at', 'expires_at') then
            fault := facteur.moment_fault(element ->> key);
            if fault is not null then return format('%s %s', key, fault); end if;
        end if;
    end loop;
    return facteur.message_fault(
        element ->> 'kind', element ->> 'recipient', coalesce(element -> 'params', '{}'),
        coalesce(element ->> 'locale', 'fr-FR'), element ->> 'recipient_name', element ->> 'dedup_key',
        element ->> 'supersede_key', (element ->> 'send_at')::timestamptz, (element ->> 'expires_at')::timestamptz);
end
$$;

-- All or nothing, the ids in the order of the elements. A fault names the element's index, counted from 0.
create function facteur.enqueue_many(messages jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    element jsonb;
    index bigint;
    fault text;
    ids uuid[];
begin
    if jsonb_typeof(messages) is distinct from 'array' then
        perform facteur.refuse('messages is not a JSON array');
    end if;
    for element, index in select e, n - 1 from jsonb_array_elements(messages) with ordinality as t (e, n) order by n loop
        fault := facteur.element_fault(element);
        perform facteur.refuse(format('message %s: %s', index, fault)) where fault is not null;
    end loop;
    ids := array_fill(null::uuid, array[jsonb_array_length(messages)]);
    -- In the order of their keys, so that two calls with the same keys cannot wait for each other.
    for element, index in
        select e, n from jsonb_array_elements(messages) with ordinality as t (e, n)
        order by e ->> 'kind', e ->> 'dedup_key', n
    loop
        ids[index] := facteur.store_message(
            element ->> 'kind', element ->> 'recipient', coalesce(element -> 'params', '{}'),
            coalesce(element ->> 'locale', 'fr-FR'), element ->> 'recipient_name', element ->> 'dedup_key',
            element ->> 'supersede_key', (element ->> 'send_at')::timestamptz,
            (element ->> 'expires_at')::timestamptz);
    end loop;
    perform facteur.notify_workers();
    return query select unnest(ids);
end
$$;

create function facteur.cancel(message uuid) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    gone constant uuid[] := facteur.withdraw(array[message]);
begin
    perform facteur.end_messages(gone, 'cancelled');
    return gone <> '{}';
end
$$;

create function facteur.message_state(message uuid) returns text
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select case
        when e.outcome is not null then e.outcome::text
        when exists (select from facteur.in_doubt d where d.id = m.id) then 'in_doubt'
        when exists (select from facteur.lease l where l.id = m.id) then 'sending'
        else 'waiting'
    end
    from facteur.message m left join facteur.ended e on e.id = m.id
    where m.id = message_state.message
$$;
