-- Whose a message is. Applications share one outbox and none of them another's messages: keys are an owner's own, and only the owner, or
-- an operator, may ask for a message's state or take it back.

-- The role that calls: the one of `set role`, where that is in force, else that of the login. Within SECURITY DEFINER `current_user` is
-- the schema's owner; neither of these two changes there. Applications behind a pooler with one login are told apart by `set local role`,
-- which leads to roles alone that the login is a member of.
create function facteur.caller() returns text
language sql stable
return coalesce(nullif(current_setting('role', true), 'none'), session_user::text);

-- Whether the caller sees everybody's: operators, and who owns the schema. Called within SECURITY DEFINER alone.
create function facteur.sees_all() returns boolean
language sql stable
return pg_has_role(facteur.caller(), current_user, 'usage')
    or exists (
        select from pg_roles r
        where r.rolname = 'facteur_operator' and pg_has_role(facteur.caller(), r.oid, 'usage'));

-- What every `enqueue` reads first: taken later, it would be waited for crosswise.
lock table facteur.kind in access exclusive mode;

-- Null: of a message that was enqueued before messages had owners, and stays anybody's; a newsletter's messages are its issue's owner's.
alter table facteur.message add column owner text;
alter table facteur.newsletter add column owner text;
alter table facteur.newsletter alter column owner set default facteur.caller();

-- Empty: a key that was taken before keys had owners, and stays everybody's.
alter table facteur.dedup add column owner text not null default '';
alter table facteur.dedup drop constraint dedup_pkey, add primary key (kind, key, owner);

-- The owner's key; see the one below.
create or replace function facteur.take_dedup_key(kind text, key text, id uuid) returns uuid
language plpgsql volatile
as $$
begin
    return facteur.take_dedup_key(kind, key, id, facteur.caller());
end
$$;

-- Takes an owner's dedup_key for a message or an issue. Returns whose it is: the same id, or that of the first one. Waits for a concurrent
-- duplicate to commit or to roll back.
create function facteur.take_dedup_key(kind text, key text, id uuid, owner text) returns uuid
language plpgsql volatile
as $$
declare
    earlier uuid;
begin
    loop
        select d.message into earlier from facteur.dedup d
            where d.kind = take_dedup_key.kind and d.key = take_dedup_key.key and d.owner in (take_dedup_key.owner, '');
        if found then return earlier; end if;
        insert into facteur.dedup (kind, key, message, owner) values (kind, key, id, owner) on conflict do nothing;
        if found then return id; end if;
    end loop;
end
$$;

-- As before; its owner, who creates it, is the column's default.
create or replace function facteur.create_newsletter(
    list text, content jsonb, send_at timestamptz default now(), dedup_key text default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    id constant uuid := facteur.new_id();
    first uuid;
begin
    perform facteur.refuse(coalesce(
        case when not exists (select from facteur.list l where l.name = create_newsletter.list) then
            format('list %s is unknown', quote_ident(left(coalesce(create_newsletter.list, ''), 100)))
                || coalesce('; there is ' || quote_ident(facteur.list_meant(create_newsletter.list)), '')
        end,
        case when not exists (select from facteur.kind k where k.name = 'newsletter' and k.lane = 'bulk') then
            'kind newsletter is unknown'
        end,
        facteur.content_fault(content), facteur.issue_language_fault(content), facteur.key_fault('dedup_key', dedup_key),
        facteur.time_fault('send_at', send_at)));
    if dedup_key is not null then
        first := facteur.take_dedup_key('newsletter', dedup_key, id);
        if first <> id then
            if exists (select from facteur.newsletter n where n.id = first and n.cancelled_at is not null) then
                perform facteur.refuse(
                    'dedup_key is that of an issue that was cancelled: give the corrected one another');
            end if;
            return first;
        end if;
    end if;
    insert into facteur.newsletter (id, list, content, send_at)
        values (id, create_newsletter.list, content, coalesce(create_newsletter.send_at, now()));
    perform facteur.notify_workers();
    return id;
end
$$;

-- Whose a message is, by its own word or its issue's.
create function facteur.owner_of(message facteur.message) returns text
language sql stable
return coalesce(message.owner, (select n.owner from facteur.newsletter n where n.id = message.newsletter));

create or replace function facteur.cancel(message uuid) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    owner text;
    gone uuid[];
begin
    select facteur.owner_of(m) into owner from facteur.message m where m.id = cancel.message;
    if not found or (owner <> facteur.caller() and not facteur.sees_all()) then return false; end if;
    gone := facteur.withdraw(array[message]);
    perform facteur.end_messages(gone, 'cancelled');
    return gone <> '{}';
end
$$;

create or replace function facteur.message_state(message uuid) returns text
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select case
        when e.outcome is not null then e.outcome::text
        when exists (select from facteur.in_doubt d where d.id = m.id) then 'in_doubt'
        when exists (select from facteur.lease l where l.id = m.id) then 'sending'
        when exists (select from facteur.scheduled s where s.id = m.id and s.due_at = facteur.held_until()) then 'held'
        else 'waiting'
    end
    from facteur.message m left join facteur.ended e on e.id = m.id
    where m.id = message_state.message
        and (coalesce(facteur.owner_of(m) = facteur.caller(), true) or facteur.sees_all())
$$;

-- As before, and a message is superseded by its owner's alone. What was enqueued before messages had owners is superseded by anybody's, as
-- it was then.
drop function facteur.lease_status(text, facteur.lane, text, bigint, text, timestamptz, timestamptz, uuid, bigint, text);
create function facteur.lease_status(
    kind text, lane facteur.lane, recipient text, sequence bigint, supersede_key text, owner text, enqueued_at timestamptz,
    expires_at timestamptz, newsletter uuid, subscription bigint, reader text
) returns table (status text)
language sql stable
as $$
select case
    when expires_at <= now() + least(interval '10 minutes', (expires_at - enqueued_at) / 10) then 'expired'
    when supersede_key is not null and exists (
        select from facteur.message n
        where n.supersede_key = lease_status.supersede_key and n.kind = lease_status.kind
            and n.sequence > lease_status.sequence and (lease_status.owner is null or n.owner = lease_status.owner)) then 'superseded'
    when exists (
        select from facteur.suppression u
        where u.address = facteur.canonical_address(recipient) and (u.scope = 'all' or lease_status.lane = 'bulk')
            and facteur.is_in_force(u)) then 'suppressed'
    when subscription is not null and reader is distinct from 'subscribed' then 'suppressed'
    when subscription is not null and exists (
        select from facteur.newsletter n
        where n.id = lease_status.newsletter and n.cancelled_at is not null) then 'cancelled'
    else 'due'
end
$$;

create or replace function facteur.message_to_send(message uuid) returns table (
    kind text, recipient text, recipient_name text, locale text, parameters jsonb, status text, newsletter uuid,
    unsubscribe_token text, enqueued_at bigint, expires_at bigint
)
language sql stable
as $$
    select m.kind, m.recipient, m.recipient_name, m.locale,
        case when m.has_secrets
            then m.parameters || coalesce((select x.parameters from facteur.message_secret x where x.id = m.id), '{}')
            else m.parameters end,
        s.status, m.newsletter, coalesce(u.token, 'essai'), facteur.microseconds(m.enqueued_at),
        facteur.microseconds(m.expires_at)
    from facteur.message m
    left join facteur.subscription u on u.id = m.subscription
    cross join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.owner, m.enqueued_at, m.expires_at, m.newsletter,
        m.subscription, u.status) s
    where m.id = message_to_send.message
$$;

create or replace function facteur.lease_statuses(messages uuid[], tokens bigint[])
returns table (message uuid, token bigint, status text)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
    select t.message, t.token, case when l.id is null then 'lost' else s.status end
    from unnest(messages, tokens) as t (message, token)
    -- Each row by its key, whatever the planner takes the tables for: a subquery with an offset stays one.
    left join lateral (select l.id from facteur.lease l where l.id = t.message and l.token + 0 = t.token offset 0) l on true
    left join lateral (select * from facteur.message m where m.id = l.id offset 0) m on true
    left join lateral (select u.status from facteur.subscription u where u.id = m.subscription offset 0) u on true
    left join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.owner, m.enqueued_at, m.expires_at, m.newsletter,
        m.subscription, u.status) s on true
$$;

-- As before; the reader is the owner's, who is told when the reader leaves.
create or replace function facteur.subscribe(email text, list text, locale text default 'fr-FR', name text default null)
returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    wants_confirmation boolean;
    stored facteur.subscription;
begin
    perform facteur.refuse(coalesce(
        'email ' || facteur.address_fault(email), facteur.list_fault(list), facteur.locale_fault(locale),
        facteur.name_fault('name', name)));
    insert into facteur.list (name) values (subscribe.list) on conflict do nothing;
    select l.double_opt_in into wants_confirmation from facteur.list l where l.name = subscribe.list;
    insert into facteur.subscription as s (list, email, address, provider, locale, name, token, status, source, consented_at)
        values (subscribe.list, email, facteur.canonical_address(email), facteur.provider(email),
            facteur.canonical_locale(subscribe.locale), subscribe.name,
            facteur.new_token(), case when wants_confirmation then 'pending' else 'subscribed' end, facteur.caller(),
            case when not wants_confirmation then now() end)
        on conflict on constraint subscription_list_address_key do update
            set email = excluded.email, locale = excluded.locale, name = coalesce(excluded.name, s.name),
                status = excluded.status, source = excluded.source, consented_at = excluded.consented_at,
                subscribed_at = now(), unsubscribed_at = null
            where s.status = 'unsubscribed'
                -- Asked again, but not as often as somebody else's form could be pressed.
                or (s.status = 'pending' and s.subscribed_at < now() - interval '10 minutes')
        returning s.* into stored;
    if stored.id is null then return false; end if;
    if wants_confirmation then
        perform facteur.ask_for_confirmation(stored);
    else
        perform facteur.note_return(stored.address);
    end if;
    return true;
end
$$;
