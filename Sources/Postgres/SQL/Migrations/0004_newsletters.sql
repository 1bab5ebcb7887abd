-- Lists, subscriptions and the issues that go to them.

-- The web's base64: 43 characters that need no escaping in a URL.
create function facteur.new_token() returns text
language sql volatile
as $$
    select translate(
        encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), '+/=', '-_')
$$;

create function facteur.list_fault(list text) returns text
language sql immutable parallel safe
return case
    when coalesce(btrim(list), '') = '' then 'list is empty'
    else facteur.name_fault('list', list)
end;

-- Whether it changed anything: false for a subscriber.
create function facteur.subscribe(email text, list text, locale text default 'fr-FR', name text default null)
returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    perform facteur.refuse(coalesce(
        'email ' || facteur.address_fault(email), facteur.list_fault(list), facteur.locale_fault(locale),
        facteur.name_fault('name', name)));
    insert into facteur.list values (subscribe.list) on conflict do nothing;
    insert into facteur.subscription as s (list, email, address, locale, name, token, status, source)
        values (subscribe.list, email, lower(email), subscribe.locale, subscribe.name, facteur.new_token(),
            'subscribed', session_user)
        on conflict on constraint subscription_list_address_key do update
            set email = excluded.email, locale = excluded.locale, name = coalesce(excluded.name, s.name),
                status = 'subscribed', source = excluded.source, subscribed_at = now(), unsubscribed_at = null
            where s.status = 'unsubscribed';
    return found;
end
$$;

create function facteur.unsubscribe(email text, list text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.subscription s set status = 'unsubscribed', unsubscribed_at = now()
        where s.list = unsubscribe.list and s.address = lower(unsubscribe.email) and s.status = 'subscribed';
    return found;
end
$$;

create function facteur.unsubscribe_by_token(token text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.subscription s set status = 'unsubscribed', unsubscribed_at = now()
        where s.token = unsubscribe_by_token.token and s.status = 'subscribed';
    return found;
end
$$;

-- The way back from a mistaken click.
create function facteur.resubscribe_by_token(token text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.subscription s set status = 'subscribed', subscribed_at = now(), unsubscribed_at = null
        where s.token = resubscribe_by_token.token and s.status = 'unsubscribed';
    return found;
end
$$;

-- What the unsubscribe page shows: the address with only its first letter and its domain.
create function facteur.find_subscription(token text, out list text, out masked text, out active boolean)
returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select s.list, left(s.email, 1) || '***@' || split_part(s.email, '@', 2), s.status = 'subscribed'
    from facteur.subscription s where s.token = find_subscription.token
$$;

create function facteur.content_fault(content jsonb) returns text
language plpgsql immutable
as $$
declare
    key text;
begin
    if jsonb_typeof(content) is distinct from 'object' then return 'content is not a JSON object'; end if;
    if octet_length(content::text) > 262144 then return 'content is larger than 256 KiB'; end if;
    for key in select k from jsonb_object_keys(content) k loop
        if key not in ('subject', 'text', 'html') then
            return format('content %s is unknown', quote_ident(left(key, 100)));
        end if;
        if jsonb_typeof(content -> key) <> 'string' then return format('content %s is not a text', key); end if;
    end loop;
    foreach key in array array['subject', 'text'] loop
        if coalesce(btrim(content ->> key), '') = '' then return format('content %s is missing', key); end if;
    end loop;
    return facteur.name_fault('content subject', content ->> 'subject');
end
$$;

-- One issue, sent to everybody who is subscribed when it is sent.
create function facteur.create_newsletter(
    list text, content jsonb, send_at timestamptz default now(), dedup_key text default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    id constant uuid := facteur.new_id();
    earlier uuid;
begin
    perform facteur.refuse(coalesce(
        case when not exists (select from facteur.list l where l.name = create_newsletter.list) then
            format('list %s is unknown', quote_ident(left(coalesce(create_newsletter.list, ''), 100)))
        end,
        case when not exists (select from facteur.kind k where k.name = 'newsletter' and k.lane = 'bulk') then
            'kind newsletter is unknown'
        end,
        facteur.content_fault(content), facteur.key_fault('dedup_key', dedup_key),
        case when not isfinite(send_at) then 'send_at is not a moment' end));
    while dedup_key is not null loop
        insert into facteur.dedup values ('newsletter', dedup_key, id) on conflict do nothing;
        exit when found;
        select d.message into earlier from facteur.dedup d where d.kind = 'newsletter' and d.key = dedup_key;
        if found then return earlier; end if;
    end loop;
    insert into facteur.newsletter (id, list, content, send_at)
        values (id, create_newsletter.list, content, coalesce(create_newsletter.send_at, now()));
    perform facteur.wake();
    return id;
end
$$;

-- Makes the messages of the next `chunk` recipients of the issue that has waited longest; false when no issue waits. An issue
-- is one row until then, so that pausing it costs nothing.
create function facteur.expand_newsletter(chunk integer) returns boolean
language plpgsql volatile
as $$
declare
    issue facteur.newsletter;
    definition facteur.kind;
    reached bigint;
    now constant timestamptz := clock_timestamp();
begin
    select n.* into issue from facteur.newsletter n
        where n.expanded_at is null and n.send_at <= now
            and not exists (
                select from facteur.pause p where p.name in ('bulk', 'newsletter', n.id::text))
        order by n.send_at limit 1 for update skip locked;
    if not found then return false; end if;
    select * into definition from facteur.kind k where k.name = 'newsletter';

    with recipients as materialized (
        select s.* from facteur.subscription s
        where s.list = issue.list and s.status = 'subscribed' and s.id > issue.cursor
        order by s.id limit chunk
    ), messages as (
        insert into facteur.message (
                id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, enqueued_at, due_at, expires_at,
                newsletter, subscription)
            select facteur.new_id(), definition.name, definition.lane, r.email, r.name, r.locale, '{}', false, now, now,
                now + definition.expires_after, issue.id, r.id
            from recipients r
            where not exists (select from facteur.suppression u where u.address = r.address)
            returning id, facteur.family(recipient) as family
    ), aside as (
        -- Mail to a parked domain waits aside, so that it does not crowd the ready table.
        insert into facteur.scheduled (id, lane, due_at, first_due_at, newsletter, kind, family)
            select m.id, definition.lane, p.until, now, issue.id, definition.name, m.family
            from messages m join facteur.parked_domain p on p.family = m.family and p.until > now
            returning id
    ), due as (
        insert into facteur.ready (id, lane, due_at, first_due_at, newsletter, kind, family)
            select m.id, definition.lane, now, now, issue.id, definition.name, m.family
            from messages m where m.id not in (select a.id from aside a)
    )
    select max(r.id) into reached from recipients r having count(*) = chunk;

    -- A short chunk was the last one.
    update facteur.newsletter n
        set cursor = coalesce(reached, n.cursor), expanded_at = case when reached is null then now end
        where n.id = issue.id;
    return true;
end
$$;
