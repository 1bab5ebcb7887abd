-- What producers call, made quick: a message is checked in one function and stored in another, whose statements are planned once a
-- session; many messages are stored by the same statements, all at once.

-- Which parameters are secret, or hold something that is.
create function facteur.secret_names(parameters jsonb) returns text[]
language sql immutable
return array(
    select d ->> 'name' from jsonb_array_elements(parameters) d
    where jsonb_path_exists(d, '$.secret ? (@ == true)') or jsonb_path_exists(d, '$.of.**.secret ? (@ == true)')
    order by 1);

-- Kept by a trigger: a generated column would rewrite the table, and to a producer that waits for it meanwhile no kind would be known.
alter table facteur.kind add column secrets text[];
update facteur.kind k set secrets = facteur.secret_names(k.parameters);

create function facteur.note_secrets() returns trigger
language plpgsql volatile
set search_path = facteur, pg_temp
as $$
begin
    new.secrets := facteur.secret_names(new.parameters);
    return new;
end
$$;
create trigger note_secrets before insert or update on facteur.kind
    for each row execute function facteur.note_secrets();

-- Kinds that Facteur alone enqueues: their links are made by it, and a producer who could send one could make a reader confirm anything.
create function facteur.is_own_kind(kind text) returns boolean
language sql immutable parallel safe
return kind in ('newsletter-confirmation', 'newsletter-unsubscribed');

-- A hundred years are as good as never, and far from where timestamps, and their microseconds in a bigint, come to an end. By the distance
-- of two moments: to add years to one asks the calendar and the time zone, for longer than all other checks take together.
create or replace function facteur.time_fault(label text, value timestamptz) returns text
language sql stable
return case
    when not isfinite(value) then label || ' is not a moment'
    when value - now() > interval '36525 days' then label || ' is more than 100 years away'
end;

-- The first fault of a message, but for limits; the kind is known.
create function facteur.message_fault(
    definition facteur.kind, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text,
    send_at timestamptz, expires_at timestamptz
) returns text
language plpgsql stable
as $$
begin
    return coalesce(
        'recipient ' || facteur.address_fault(recipient),
        facteur.name_fault('recipient_name', recipient_name),
        facteur.locale_fault(locale),
        facteur.key_fault('dedup_key', dedup_key),
        facteur.key_fault('supersede_key', supersede_key),
        facteur.time_fault('send_at', send_at),
        facteur.time_fault('expires_at', expires_at),
        case
            when expires_at <= clock_timestamp() then 'expires_at is in the past'
            when expires_at <= send_at then 'expires_at is before send_at'
        end,
        facteur.parameters_fault(definition.parameters, facteur.parameters_meant(params)));
end
$$;

-- Why nobody may enqueue a message of this kind, or not this caller; `definition` is null where there is none.
create function facteur.kind_fault(kind text, definition facteur.kind) returns text
language plpgsql stable
as $$
begin
    if definition.name is null then
        return format('kind %s is unknown', quote_ident(left(coalesce(kind, ''), 100)));
    elsif definition.lane = 'bulk' then
        return format('kind %s goes to subscribers: call facteur.create_newsletter', definition.name);
    elsif facteur.is_own_kind(definition.name) and not facteur.sees_all() then
        return format('kind %s is Facteur''s own: it goes out when a reader subscribes or leaves', definition.name);
    end if;
    return null;
end
$$;

-- A fault as it is raised. MESSAGE: in one sentence what is wrong, and of which kind; DETAIL: what the rule is; HINT: what to do. No value is
-- repeated, for it may be secret.
create function facteur.refusal(kind text, fault text, index bigint, out message text, out detail text, out hint text)
language plpgsql stable
as $$
declare
    definition facteur.kind;
    rules text;
begin
    select * into definition from facteur.kind k where k.name = refusal.kind;
    message := concat(
        'message ' || index || ': ', fault,
        case when definition.name is not null and fault not like 'kind %' then format(' (kind %s)', definition.name) end);
    detail := 'Nothing of this call is stored.';
    hint := 'Mend the call; what is refused once is refused again.';
    if fault like 'kind % is unknown' then
        detail := coalesce(
            'Known are ' || (
                select string_agg(k.name, ', ' order by k.name) from facteur.kind k
                where k.lane <> 'bulk' and not facteur.is_own_kind(k.name)) || '.',
            'No kind is known yet.');
        hint := 'A new kind is known as soon as a worker has started with its template.';
    elsif fault like 'param%' then
        select string_agg(
            (p ->> 'name') || case when not coalesce((p ->> 'required')::boolean, true) then ' (optional)' else '' end, ', ')
            into rules from jsonb_array_elements(definition.parameters) p;
        detail := coalesce('The parameters of this kind are ' || rules || '.', 'This kind has no parameters.');
        hint := 'The kind''s kind.yaml says what each of them holds.';
    elsif fault like 'recipient is over the limit%' then
        detail := 'A limit counts the messages of one kind to one address, whoever enqueued them.';
        hint := 'Tell the person that a message is on its way, and try again later.';
    elsif fault like 'attachment % is unknown' then
        detail := 'An attachment is its owner''s alone, and is kept for a day until a message has it.';
        hint := 'Call facteur.attach again.';
    elsif fault like 'recipient %' then
        hint := 'Check addresses where people type them in.';
    end if;
end
$$;

-- A message that is taken in, without fault. `place` counts the elements of one call from 1. `is_limited`: over its kind's limit, and
-- dropped.
create type facteur.intake as (
    place bigint, id uuid, kind text, lane facteur.lane, recipient text, recipient_name text, locale text, parameters jsonb,
    secrets jsonb, dedup_key text, supersede_key text, enqueued_at timestamptz, due_at timestamptz, expires_at timestamptz,
    family text, attachments uuid[], is_limited boolean
);

-- Of parameters, those that are secret.
create function facteur.secrets_of(params jsonb, names text[]) returns jsonb
language plpgsql immutable
as $$
declare
    name text;
    found jsonb;
begin
    foreach name in array names loop
        if params ? name then found := coalesce(found, '{}') || jsonb_build_object(name, params -> name); end if;
    end loop;
    return found;
end
$$;

-- Ends the messages that these replace: older ones of their owner, kind and key that wait. Those that a worker holds, or that this
-- transaction cannot see, are found superseded when they are claimed.
create function facteur.supersede(given facteur.intake[], owner text) returns void
language plpgsql volatile
as $$
#variable_conflict use_variable
declare
    older uuid[];
    gone uuid[];
begin
    select array_agg(o.id order by o.id) into older
        from (
            select g.kind, g.supersede_key, max(m.sequence) as sequence
            from unnest(given) g join facteur.message m on m.id = g.id where g.supersede_key is not null
            group by g.kind, g.supersede_key) n
        join facteur.message o on o.supersede_key = n.supersede_key and o.kind = n.kind and o.sequence < n.sequence
            and (o.owner = owner or o.owner is null);
    if older is null then return; end if;
    -- As `withdraw` does, by a plan that is kept: most of them have ended long ago.
    with from_ready as (delete from facteur.ready r where r.id = any (older) returning r.id),
        from_scheduled as (delete from facteur.scheduled s where s.id = any (older) returning s.id)
    select array_agg(w.id) into gone from (table from_ready union all table from_scheduled) w;
    if gone is not null then perform facteur.end_messages(gone, 'superseded'); end if;
end
$$;

-- Stores messages for their owner, in their order. What is looked up is looked up by its key, whatever the planner takes the tables for, as
-- in `claim`: the plans are kept for as long as the session lives.
create function facteur.place_messages(given facteur.intake[], owner text) returns void
language plpgsql volatile
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
#variable_conflict use_variable
declare
    has_secrets boolean := false;
    has_ready boolean := false;
    has_scheduled boolean := false;
    has_superseding boolean := false;
    has_attachments boolean := false;
    has_limited boolean := false;
    one facteur.intake;
begin
    foreach one in array given loop
        has_secrets := has_secrets or one.secrets is not null;
        has_ready := has_ready or one.due_at <= one.enqueued_at and not one.is_limited;
        has_scheduled := has_scheduled or one.due_at > one.enqueued_at and not one.is_limited;
        has_superseding := has_superseding or one.supersede_key is not null;
        has_attachments := has_attachments or coalesce(one.attachments <> '{}', false);
        has_limited := has_limited or one.is_limited;
    end loop;
    insert into facteur.message (
            id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, dedup_key, supersede_key, enqueued_at,
            due_at, expires_at, owner)
        select g.id, g.kind, g.lane, g.recipient, g.recipient_name, g.locale, g.parameters, g.secrets is not null, g.dedup_key,
            g.supersede_key, g.enqueued_at, g.due_at, g.expires_at, owner
        from unnest(given) g;
    if has_secrets then
        insert into facteur.message_secret (id, parameters)
            select g.id, g.secrets from unnest(given) g where g.secrets is not null and not g.is_limited;
    end if;
    if has_ready then
        insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
            select g.id, g.lane, g.due_at, g.due_at, g.kind, g.family from unnest(given) g
            where g.due_at <= g.enqueued_at and not g.is_limited;
    end if;
    if has_scheduled then
        insert into facteur.scheduled (id, lane, due_at, first_due_at, kind, family)
            select g.id, g.lane, g.due_at, g.due_at, g.kind, g.family from unnest(given) g
            where g.due_at > g.enqueued_at and not g.is_limited;
    end if;
    if has_limited then
        perform facteur.end_messages(array(select g.id from unnest(given) g where g.is_limited), 'limited');
    end if;
    if has_superseding then perform facteur.supersede(given, owner); end if;
    if has_attachments then
        perform facteur.take_attachments(g.id, g.kind, g.attachments) from unnest(given) g
            where g.attachments <> '{}' and not g.is_limited;
    end if;
end
$$;

-- Takes in one message without fault; returns its id, or that of the first one with its dedup_key, or why a limit refuses it.
create function facteur.take_in(
    definition facteur.kind, owner text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text,
    supersede_key text, send_at timestamptz, expires_at timestamptz, attachments uuid[], out id uuid, out fault text
)
language plpgsql volatile
as $$
declare
    new_id constant uuid := facteur.new_id();
    given facteur.intake;
    meant constant jsonb := jsonb_strip_nulls(facteur.parameters_meant(params));
    secrets constant jsonb := facteur.secrets_of(meant, definition.secrets);
    enqueued_at constant timestamptz := clock_timestamp();
    due_at constant timestamptz := greatest(coalesce(send_at, enqueued_at), enqueued_at);
    is_limited boolean := false;
begin
    id := new_id;
    if dedup_key is not null then
        id := facteur.take_dedup_key(definition.name, dedup_key, new_id, owner);
        if id <> new_id then return; end if;
    end if;
    if definition.limit_most is not null and not facteur.is_within_limit(definition, recipient) then
        if definition.limit_excess = 'refuse' then
            fault := 'recipient is over the limit of ' || facteur.limit_text(definition);
            return;
        end if;
        is_limited := true;
    end if;
    -- What is dropped takes no other's place.
    given := row(
        1, new_id, definition.name, definition.lane, recipient, recipient_name, facteur.canonical_locale(locale),
        case when secrets is null then meant else meant - definition.secrets end, secrets, dedup_key,
        case when not is_limited then supersede_key end, enqueued_at, due_at,
        coalesce(expires_at, due_at + definition.expires_after), facteur.family(recipient), attachments, is_limited);
    perform facteur.place_messages(array[given], owner);
end
$$;

-- The contract's: one message, inside the caller's own transaction.
drop function facteur.enqueue(text, text, jsonb, text, text, text, text, timestamptz, timestamptz);
create function facteur.enqueue(
    kind text, recipient text, params jsonb default '{}', locale text default 'fr-FR', recipient_name text default null,
    dedup_key text default null, supersede_key text default null, send_at timestamptz default now(),
    expires_at timestamptz default null, attachments uuid[] default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    definition facteur.kind;
    taken record;
    refused record;
    fault text;
begin
    select * into definition from facteur.kind k where k.name = enqueue.kind;
    fault := coalesce(
        facteur.kind_fault(kind, definition),
        facteur.message_fault(
            definition, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at));
    if fault is null and attachments <> '{}' then fault := facteur.attachments_fault(kind, attachments); end if;
    if fault is null then
        taken := facteur.take_in(
            definition, facteur.caller(), recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at,
            expires_at, attachments);
        fault := taken.fault;
    end if;
    if fault is not null then
        select * into refused from facteur.refusal(kind, fault, null);
        raise exception using
            errcode = '22023', message = refused.message, detail = refused.detail, hint = refused.hint;
    end if;
    perform facteur.notify_workers();
    return taken.id;
end
$$;

-- A producer that enqueues at this moment must not be without its right until the rights are looked through.
do $$
declare
    role text;
begin
    for role in select r.rolname from pg_roles r where r.rolname in ('facteur_producer', 'facteur_operator') loop
        execute format(
            'grant execute on function facteur.enqueue(text, text, jsonb, text, text, text, text, timestamptz, timestamptz, uuid[]) to %I',
            role);
    end loop;
end
$$;

-- Mail that Facteur itself makes: its owner is the schema's.
create function facteur.enqueue_own(
    kind text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text
) returns void
language plpgsql volatile
as $$
declare
    definition facteur.kind;
    fault text;
begin
    select * into definition from facteur.kind k where k.name = enqueue_own.kind;
    if not found then perform facteur.refuse(facteur.kind_fault(kind, definition)); end if;
    perform facteur.refuse(facteur.message_fault(
        definition, recipient, params, locale, recipient_name, dedup_key, supersede_key, null, null));
    select t.fault into fault from facteur.take_in(
        definition, current_user::text, recipient, params, locale, recipient_name, dedup_key, supersede_key, null, null, null) t;
    perform facteur.refuse(fault);
    perform facteur.notify_workers();
end
$$;

create or replace function facteur.ask_for_confirmation(subscription facteur.subscription) returns void
language plpgsql volatile
as $$
begin
    perform facteur.refuse(facteur.confirmation_fault());
    perform facteur.enqueue_own(
        'newsletter-confirmation', subscription.email,
        jsonb_build_object(
            'list', (select coalesce(l.title, l.name) from facteur.list l where l.name = subscription.list),
            'confirm_link',
            (select rtrim(i.public_url, '/') from facteur.installation i) || '/c/' || subscription.token),
        subscription.locale, subscription.name, null, format('confirm %s %s', subscription.list, subscription.address));
end
$$;

create or replace function facteur.confirm_leaving(subscription facteur.subscription) returns void
language plpgsql volatile
as $$
declare
    public_url constant text := (select rtrim(i.public_url, '/') from facteur.installation i);
begin
    if public_url = '' then return; end if;
    perform facteur.enqueue_own(
        'newsletter-unsubscribed', subscription.email,
        jsonb_strip_nulls(jsonb_build_object(
            -- A shop's own template may be older than the parameter.
            'list', (
                select l.title from facteur.list l, facteur.kind k
                where l.name = subscription.list and k.name = 'newsletter-unsubscribed'
                    and k.parameters @> '[{"name": "list"}]'),
            'resubscribe_link', public_url || '/d/' || subscription.token)),
        subscription.locale, subscription.name,
        format('left %s %s', subscription.id, to_char(now() at time zone 'UTC', 'YYYY-MM-DD')), null);
exception
    when invalid_parameter_value then
        raise warning 'facteur: no mail about an ended subscription: %', sqlerrm;
end
$$;

-- What is wrong with an element of `enqueue_many` before it is looked at as a message. The plain question first, for all are well but
-- one in a million; then which it is.
drop function facteur.element_fault(jsonb);
create function facteur.element_fault(element jsonb) returns text
language plpgsql stable
as $$
declare
    known constant text[] := '{kind,recipient,params,locale,recipient_name,dedup_key,supersede_key,send_at,expires_at,attachments}';
    key text;
    fault text;
begin
    if jsonb_typeof(element) <> 'object' then return 'is not a JSON object'; end if;
    if element - known = '{}' and not element ?| '{send_at,expires_at,attachments}'
            and not jsonb_path_exists(element - 'params', 'strict $.* ? (@.type() != "string" && @.type() != "null")') then
        return null;
    end if;
    for key in select k from jsonb_object_keys(element) k loop
        if key = 'params' then continue; end if;
        if key <> all (known) then return format('key %s is unknown', quote_ident(left(key, 100))); end if;
        if key = 'attachments' then
            if jsonb_typeof(element -> key) not in ('array', 'null') or exists (
                    select from jsonb_array_elements(
                        case when jsonb_typeof(element -> key) = 'array' then element -> key else '[]' end) a
                    where jsonb_typeof(a) not in ('string', 'null')
                        or jsonb_typeof(a) = 'string' and a #>> '{}' !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
                return 'attachments is not a list of ids that facteur.attach returned';
            end if;
            continue;
        end if;
        if jsonb_typeof(element -> key) not in ('string', 'null') then return format('%s is not a text', key); end if;
        if key in ('send_at', 'expires_at') then
            fault := facteur.moment_fault(element ->> key);
            if fault is not null then return format('%s %s', key, fault); end if;
        end if;
    end loop;
    return null;
end
$$;

-- The first fault of an element of `enqueue_many`, but for limits.
create function facteur.element_fault(element jsonb, definition facteur.kind) returns text
language plpgsql stable
as $$
declare
    fault text := facteur.element_fault(element);
begin
    if fault is not null then return fault; end if;
    fault := coalesce(
        facteur.kind_fault(element ->> 'kind', definition),
        facteur.message_fault(
            definition, element ->> 'recipient', coalesce(element -> 'params', '{}'), coalesce(element ->> 'locale', 'fr-FR'),
            element ->> 'recipient_name', element ->> 'dedup_key', element ->> 'supersede_key',
            (element ->> 'send_at')::timestamptz, (element ->> 'expires_at')::timestamptz));
    if fault is null and jsonb_typeof(element -> 'attachments') = 'array' and element -> 'attachments' <> '[]' then
        fault := facteur.attachments_fault(
            definition.name, array(select a::uuid from jsonb_array_elements_text(element -> 'attachments') a));
    end if;
    return fault;
end
$$;

-- The elements of `enqueue_many` as messages, in their order.
create function facteur.intakes(messages jsonb, enqueued_at timestamptz) returns facteur.intake[]
language plpgsql volatile
as $$
#variable_conflict use_column
begin
    return array(
        select row(
                e.place, facteur.new_id(), k.name, k.lane, e.recipient, e.recipient_name,
                facteur.canonical_locale(coalesce(e.locale, 'fr-FR')),
                case when x.secrets is null then p.meant else p.meant - k.secrets end, x.secrets, e.dedup_key, e.supersede_key,
                intakes.enqueued_at, d.due_at, coalesce(e.expires_at, d.due_at + k.expires_after), coalesce(f.family, o.domain),
                e.attachments, false)::facteur.intake
        from rows from (
            jsonb_to_recordset(messages) as (
                kind text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text,
                send_at timestamptz, expires_at timestamptz, attachments uuid[])
            ) with ordinality as e (
                kind, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at, attachments, place)
        join facteur.kind k on k.name = e.kind
        cross join lateral (
            select jsonb_strip_nulls(facteur.parameters_meant(coalesce(e.params, '{}'))) as meant offset 0) p
        cross join lateral (select facteur.secrets_of(p.meant, k.secrets) as secrets offset 0) x
        cross join lateral (select facteur.canonical_domain(e.recipient) as domain offset 0) o
        cross join lateral (
            select greatest(coalesce(e.send_at, intakes.enqueued_at), intakes.enqueued_at) as due_at offset 0) d
        left join facteur.domain_family f on f.domain = o.domain
        order by e.place);
end
$$;

-- The first fault of what is given to `enqueue_many`; `place` counts the elements from 0.
create function facteur.first_fault(messages jsonb, out place bigint, out kind text, out fault text)
language plpgsql stable
as $$
begin
    if jsonb_typeof(messages) is distinct from 'array' then
        fault := 'messages is not a JSON array';
        return;
    end if;
    select t.place, t.kind, t.fault into place, kind, fault from (
        select e.n - 1 as place, e.element ->> 'kind' as kind, facteur.element_fault(e.element, k) as fault
        from jsonb_array_elements(messages) with ordinality as e (element, n)
        left join facteur.kind k on k.name = e.element ->> 'kind'
        order by e.n) t
    where t.fault is not null limit 1;
end
$$;

-- The id of each, or of the message that has taken its dedup_key before. In the order of their keys, so that two calls with the same keys
-- cannot wait for each other.
create function facteur.take_dedup_keys(given facteur.intake[], owner text) returns uuid[]
language plpgsql volatile
as $$
declare
    ids uuid[] := array(select g.id from unnest(given) g);
    one record;
begin
    for one in
        select g.place, g.id, g.kind, g.dedup_key from unnest(given) g
        where g.dedup_key is not null order by g.kind, g.dedup_key, g.place
    loop
        ids[one.place] := facteur.take_dedup_key(one.kind, one.dedup_key, one.id, owner);
    end loop;
    return ids;
end
$$;

-- All or nothing, the ids in the order of the elements. A fault names the element's index, counted from 0.
create or replace function facteur.enqueue_many(messages jsonb) returns setof uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    owner constant text := facteur.caller();
    given facteur.intake[];
    wanted facteur.intake[];
    ids uuid[];
    one record;
    definition facteur.kind;
    refused record;
    -- Of the first fault.
    place bigint;
    kind text;
    fault text;
begin
    select f.place, f.kind, f.fault into place, kind, fault from facteur.first_fault(messages) f;
    if fault is null then
        given := facteur.intakes(messages, clock_timestamp());
        ids := facteur.take_dedup_keys(given, owner);
        for one in
            select g.place, g.kind, g.recipient, k as definition, facteur.canonical_address(g.recipient) as address
            from unnest(given) g join facteur.kind k on k.name = g.kind
            where k.limit_most is not null and g.id = ids[g.place] order by g.kind, 5, g.place
        loop
            definition := one.definition;
            if not facteur.is_within_limit(definition, one.recipient) then
                if definition.limit_excess = 'refuse' then
                    place := one.place - 1;
                    kind := one.kind;
                    fault := 'recipient is over the limit of ' || facteur.limit_text(definition);
                    exit;
                end if;
                given[one.place].is_limited := true;
                given[one.place].supersede_key := null;
            end if;
        end loop;
    end if;
    if fault is not null then
        select * into refused from facteur.refusal(kind, fault, place);
        raise exception using
            errcode = '22023', message = refused.message, detail = refused.detail, hint = refused.hint;
    end if;
    wanted := array(select g from unnest(given) g where g.id = ids[g.place] order by g.place);
    if wanted <> '{}' then
        perform facteur.place_messages(wanted, owner);
        perform facteur.notify_workers();
    end if;
    return query select unnest(ids);
end
$$;
