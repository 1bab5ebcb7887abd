-- Lists, and who is on them. A subscription is one address on one list; its token is what a reader proves it with.

-- The web's base64: 43 characters that need no escaping in a URL.
create function facteur.new_token() returns text
language sql volatile
as $$
    select translate(
        encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), '+/=', '-_')
$$;

-- Who takes an address's mail: a family of domains that is known by name, or `other`.
create function facteur.provider(email text) returns text
language plpgsql stable
as $$
declare
    family constant text := facteur.family(email);
begin
    return case when family ~ '[.]' then 'other' else family end;
end
$$;

-- A name without what a person does not see of it: case, spaces, and how its letters are put together.
create function facteur.folded_name(name text) returns text
language sql immutable parallel safe
return btrim(regexp_replace(facteur.lowercase(normalize(name, nfkc)), '\s+', ' ', 'g'));

-- The list that a name means without being its name: ` Lettre` for `lettre`. Null where there is none, and for a list's own name.
create function facteur.list_meant(list text) returns text
language plpgsql stable parallel safe
as $$
begin
    if exists (select from facteur.list own where own.name = list_meant.list) then return null; end if;
    return (
        select l.name from facteur.list l
        where facteur.folded_name(l.name) = facteur.folded_name(list_meant.list)
        order by l.created_at limit 1);
end
$$;

-- What is wrong with the name of a list, known or to be made. One that differs from another in case or spaces alone is a slip: a reader
-- on both would get every issue twice, and leave one of them.
create function facteur.list_fault(list text) returns text
language sql stable parallel safe
return case
    when facteur.is_blank(list) is not false then 'list is empty'
    when facteur.list_meant(list) is not null then
        format('list %s is unknown, and would be confused with %s: write it so',
            quote_literal(left(list, 100)), quote_literal(facteur.list_meant(list)))
    else facteur.name_fault('list', list)
end;

-- Makes a list, or changes it; what is null stays as it is.
--
-- title: what readers are shown of it. double_opt_in: an address is on it only once its reader has pressed the button of a mail.
-- list_id: what machines know it by (RFC 2919), a name of two labels or more.
create function facteur.set_list(
    list text, title text default null, double_opt_in boolean default null, list_id text default null
) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
set standard_conforming_strings = on
as $$
begin
    perform facteur.refuse(coalesce(
        facteur.list_fault(list), facteur.name_fault('title', title),
        case when list_id !~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$' then
            'list_id is no name such as lettre.boutique.example'
        end,
        case when double_opt_in then facteur.confirmation_fault() end));
    insert into facteur.list as l (name, title, double_opt_in, list_id)
        values (set_list.list, nullif(btrim(set_list.title), ''), coalesce(set_list.double_opt_in, false), set_list.list_id)
        on conflict (name) do update
            set title = coalesce(excluded.title, l.title),
                double_opt_in = coalesce(set_list.double_opt_in, l.double_opt_in),
                list_id = coalesce(excluded.list_id, l.list_id);
end
$$;

-- What stands in the way of asking a reader for a confirmation.
create function facteur.confirmation_fault() returns text
language sql stable
return case
    when not exists (select from facteur.kind k where k.name = 'newsletter-confirmation') then
        'kind newsletter-confirmation is unknown: start a worker that has its template'
    when not exists (select from facteur.installation i where i.public_url <> '') then
        'web.publicUrl is not known: set it and start a worker, for the confirmation needs a link'
end;

-- Asks the reader of a pending subscription for the confirmation; an earlier question that still waits is replaced.
create function facteur.ask_for_confirmation(subscription facteur.subscription) returns void
language plpgsql volatile
as $$
begin
    perform facteur.refuse(facteur.confirmation_fault());
    perform facteur.enqueue(
        'newsletter-confirmation', subscription.email,
        jsonb_build_object(
            'list', (select coalesce(l.title, l.name) from facteur.list l where l.name = subscription.list),
            'confirm_link',
            (select rtrim(i.public_url, '/') from facteur.installation i) || '/c/' || subscription.token),
        subscription.locale, subscription.name,
        supersede_key => format('confirm %s %s', subscription.list, subscription.address));
end
$$;

-- Whether it changed anything: false for a subscriber, and for one who was asked a moment ago.
create function facteur.subscribe(email text, list text, locale text default 'fr-FR', name text default null)
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
            facteur.new_token(), case when wants_confirmation then 'pending' else 'subscribed' end, session_user,
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
    if wants_confirmation then perform facteur.ask_for_confirmation(stored); end if;
    return true;
end
$$;

-- The reader's own yes to a list that asks for it.
create function facteur.confirm_by_token(token text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.subscription s set status = 'subscribed', consented_at = now(), subscribed_at = now()
        where s.token = confirm_by_token.token and s.status = 'pending';
    return found;
end
$$;

-- Whether it changed anything. Where there was nothing to change, a notice says why: a slip in the name of a list must not pass for
-- a reader who has left.
create function facteur.unsubscribe(email text, list text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    status text;
begin
    update facteur.subscription s set status = 'unsubscribed', unsubscribed_at = now()
        where s.list = unsubscribe.list and s.address = facteur.canonical_address(unsubscribe.email) and s.status <> 'unsubscribed';
    if found then return true; end if;
    if not exists (select from facteur.list l where l.name = unsubscribe.list) then
        raise notice 'facteur: list % is unknown%', quote_nullable(left(unsubscribe.list, 100)),
            coalesce('; there is ' || quote_literal(facteur.list_meant(unsubscribe.list)), '');
        return false;
    end if;
    select s.status into status from facteur.subscription s
        where s.list = unsubscribe.list and s.address = facteur.canonical_address(unsubscribe.email);
    raise notice 'facteur: %', case
        when status is not null then 'the address has left the list already'
        else coalesce('the address ' || facteur.address_fault(unsubscribe.email), 'the address was never on the list') end;
    return false;
end
$$;

create function facteur.unsubscribe_by_token(token text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.subscription s set status = 'unsubscribed', unsubscribed_at = now()
        where s.token = unsubscribe_by_token.token and s.status <> 'unsubscribed';
    return found;
end
$$;

-- Tells the reader of the subscription that it has ended, with the way back: once a day at most, so that nobody's mailbox is
-- filled by leaving and coming back. Where the mail cannot be made the reader has left all the same.
create function facteur.confirm_leaving(subscription facteur.subscription) returns void
language plpgsql volatile
as $$
declare
    public_url constant text := (select rtrim(i.public_url, '/') from facteur.installation i);
begin
    if public_url = '' then return; end if;
    perform facteur.enqueue(
        'newsletter-unsubscribed', subscription.email,
        jsonb_strip_nulls(jsonb_build_object(
            -- A shop's own template may be older than the parameter.
            'list', (
                select l.title from facteur.list l, facteur.kind k
                where l.name = subscription.list and k.name = 'newsletter-unsubscribed'
                    and k.parameters @> '[{"name": "list"}]'),
            'resubscribe_link', public_url || '/d/' || subscription.token)),
        subscription.locale, subscription.name,
        dedup_key => format('left %s %s', subscription.id, to_char(now() at time zone 'UTC', 'YYYY-MM-DD')));
exception
    when invalid_parameter_value then
        raise warning 'facteur: no mail about an ended subscription: %', sqlerrm;
end
$$;

-- What the public page's button does. wants_mail: whether a mail tells those who were subscribed.
create function facteur.leave_by_token(token text, wants_mail boolean) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    subscription facteur.subscription;
begin
    select s.* into subscription from facteur.subscription s
        where s.token = leave_by_token.token and s.status <> 'unsubscribed'
        for update;
    if not found then return false; end if;
    perform facteur.unsubscribe_by_token(token);
    if wants_mail and subscription.status = 'subscribed' then perform facteur.confirm_leaving(subscription); end if;
    return true;
end
$$;

-- The way back from a mistaken click.
create function facteur.resubscribe_by_token(token text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
begin
    update facteur.subscription s
        set status = 'subscribed', subscribed_at = now(), consented_at = now(), unsubscribed_at = null
        where s.token = resubscribe_by_token.token and s.status = 'unsubscribed';
    return found;
end
$$;

-- What the pages show: the address with only its first letter and its domain.
create function facteur.find_subscription(token text, out list text, out masked text, out status text)
returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select coalesce(l.title, s.list), left(s.email, 1) || '***@' || split_part(s.email, '@', 2), s.status
    from facteur.subscription s join facteur.list l on l.name = s.list
    where s.token = find_subscription.token
$$;
