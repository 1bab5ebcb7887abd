-- A message that is plain, as nearly all are, is known for it by one look, and stored by statements of its own; all others are looked over
-- as before. In a transaction of its own every expression of a function is prepared anew, so what an `enqueue` costs is their number, and
-- the functions that look for faults have dozens.

-- What every `enqueue` reads first: taken later, it would be waited for crosswise.
lock table facteur.kind in access exclusive mode;

-- A pattern of addresses that have no fault: letters, digits and hyphens in runs that are short enough for every limit.
create function facteur.plain_address() returns text
language sql immutable parallel safe
return '^[A-Za-z0-9_-]{1,20}([.+][A-Za-z0-9_-]{1,20}){0,2}@([A-Za-z0-9]{1,20}(-[A-Za-z0-9]{1,20}){0,2}[.]){1,3}[A-Za-z]{2,20}$';

-- A pattern of texts that are no fault of a parameter, whatever else they are; null: there is none.
create function facteur.plain_text(definition jsonb) returns text
language sql immutable parallel safe
return case
    when definition ->> 'type' in ('string', 'text') then
        format('^[A-Za-z0-9À-ÿ][ -~¡-ÿ’“”…€–—]{0,%s}$', least(coalesce((definition ->> 'maxLength')::integer, 200), 200) - 1)
    when definition ? 'maxLength' then null
    when definition ->> 'type' = 'url' then
        '^https://[A-Za-z0-9-]+([.][A-Za-z0-9-]+)*(:[0-9]+)?(/[A-Za-z0-9/._~%?=&;,+#!:-]*)?$'
    when definition ->> 'type' = 'email' then facteur.plain_address()
    when definition ->> 'type' = 'date' then '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$'
    when definition ->> 'type' = 'datetime' then
        '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])$'
end;

-- Whether a value is plain, as a condition of a jsonpath on `at`; null: such values are always looked over.
create function facteur.plain_value(definition jsonb, at text) returns text
language sql immutable parallel safe
return case
    when definition ->> 'type' = 'boolean' then format('%s.type() == "boolean"', at)
    when definition ->> 'type' in ('integer', 'number', 'percentage') then
        format('%1$s.type() == "number" && %1$s > -1000000000 && %1$s < 1000000000', at)
            || case when definition ->> 'type' = 'integer' then format(' && %s %% 1 == 0', at) else '' end
    when definition ->> 'type' = 'enum' then
        format('%s.type() == "string" && (%s)', at, (
            select string_agg(format('%s == %s', at, w::text), ' || ') from jsonb_array_elements(definition -> 'values') w))
    else format('%1$s.type() == "string" && %1$s like_regex ', at) || to_json(facteur.plain_text(definition))
end;

-- What the parameters of a kind match when they have no fault; null: they are always looked over, as amounts and lists are.
create function facteur.plain_path(definitions jsonb) returns jsonpath
language sql immutable
return (
    select case when count(*) = count(v.condition) then
        concat_ws(' && ', '$.type() == "object"', string_agg('(' || v.condition || ')', ' && ' order by d.n))::jsonpath end
    from jsonb_array_elements(definitions) with ordinality as d (definition, n)
    cross join lateral (select '$.' || (d.definition -> 'name')::text as place) p
    cross join lateral (
        select case when not (d.definition ->> 'required')::boolean then '!exists(' || p.place || ') || ' else '' end
            || facteur.plain_value(d.definition, p.place) as condition) v);

-- Kept by the trigger that keeps `secrets`.
alter table facteur.kind add column parameter_names text[], add column plain jsonpath;

create or replace function facteur.note_secrets() returns trigger
language plpgsql volatile
set search_path = facteur, pg_temp
as $$
begin
    new.secrets := facteur.secret_names(new.parameters);
    new.parameter_names := array(select d ->> 'name' from jsonb_array_elements(new.parameters) d);
    new.plain := facteur.plain_path(new.parameters);
    return new;
end
$$;
update facteur.kind set parameters = parameters;

-- Ends those of `older` messages that wait. Those that a worker holds, or that this transaction cannot see, are found superseded when they
-- are claimed.
create function facteur.supersede(older uuid[]) returns void
language plpgsql volatile
as $$
declare
    gone uuid[];
begin
    -- As `withdraw` does, by a plan that is kept: most of them have ended long ago.
    with from_ready as (delete from facteur.ready r where r.id = any (older) returning r.id),
        from_scheduled as (delete from facteur.scheduled s where s.id = any (older) returning s.id)
    select array_agg(w.id) into gone from (table from_ready union all table from_scheduled) w;
    if gone is not null then perform facteur.end_messages(gone, 'superseded'); end if;
end
$$;

-- Ends the messages that these replace: older ones of their owner, kind and key that wait.
create or replace function facteur.supersede(given facteur.intake[], owner text) returns void
language plpgsql volatile
as $$
#variable_conflict use_variable
declare
    older uuid[];
begin
    select array_agg(o.id order by o.id) into older
        from (
            select g.kind, g.supersede_key, max(m.sequence) as sequence
            from unnest(given) g join facteur.message m on m.id = g.id where g.supersede_key is not null
            group by g.kind, g.supersede_key) n
        join facteur.message o on o.supersede_key = n.supersede_key and o.kind = n.kind and o.sequence < n.sequence
            and (o.owner = owner or o.owner is null);
    if older is not null then perform facteur.supersede(older); end if;
end
$$;

-- One message that may be anything: looked over for its faults, by a kind with its limit, with attachments. Its id, or that of the
-- first one with its dedup_key; or why it is refused.
create function facteur.enqueue_checked(
    kind text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text,
    send_at timestamptz, expires_at timestamptz, attachments uuid[], out id uuid, out fault text
)
language plpgsql volatile
as $$
declare
    definition facteur.kind;
    taken record;
begin
    select * into definition from facteur.kind k where k.name = enqueue_checked.kind;
    fault := coalesce(
        facteur.kind_fault(kind, definition),
        facteur.message_fault(
            definition, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at));
    if fault is null and attachments <> '{}' then fault := facteur.attachments_fault(kind, attachments); end if;
    if fault is not null then return; end if;
    taken := facteur.take_in(
        definition, facteur.caller(), recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at,
        attachments);
    id := taken.id;
    fault := taken.fault;
    if fault is null then perform facteur.notify_workers(); end if;
end
$$;

-- Whether a message is plain, and what else its storing asks for. One statement, which becomes a part of its caller's.
create function facteur.plain_look(
    kind text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text,
    send_at timestamptz, expires_at timestamptz, attachments uuid[]
) returns table (
    lane facteur.lane, expires_after interval, secrets text[], owner text, family text, wants_wake_up boolean, is_plain boolean
)
language sql stable
as $$
    select k.lane, k.expires_after, k.secrets, facteur.caller(),
        coalesce((select f.family from facteur.domain_family f where f.domain = d.domain), d.domain),
        exists (
            select from facteur.worker w where w.wants_wake_ups and w.heartbeat_at > now() - interval '30 seconds'),
        k.lane <> 'bulk' and not facteur.is_own_kind(k.name) and k.limit_most is null and attachments is null
            and recipient ~ facteur.plain_address() and locale ~ '^[a-z]{2}(-[A-Z]{2})?$'
            and coalesce(recipient_name ~ '^[A-Za-zÀ-ÿ ’''.-]{1,100}$', true)
            and coalesce(dedup_key ~ '^[ -~]{1,200}$', true) and coalesce(supersede_key ~ '^[ -~]{1,200}$', true)
            and coalesce(send_at = now(), true) and expires_at is null and pg_column_size(params) < 8192
            and case when jsonb_typeof(params) = 'object' then params - k.parameter_names = '{}' end
            and jsonb_path_match(params, k.plain, '{}', true)
    from facteur.kind k cross join (select lower(split_part(recipient, '@', 2) collate "C") as domain) d
    where k.name = plain_look.kind
$$;

-- Ends what a message replaces, by its own place in the order.
create function facteur.supersede(key text, kind text, own bigint, owner text) returns void
language plpgsql volatile
as $$
declare
    older constant uuid[] := array(
        select o.id from facteur.message o
        where o.supersede_key = key and o.kind = supersede.kind and o.sequence < own
            and (o.owner = supersede.owner or o.owner is null)
        order by o.id);
begin
    if older <> '{}' then perform facteur.supersede(older); end if;
end
$$;

-- The contract's: one message, inside the caller's own transaction.
create or replace function facteur.enqueue(
    kind text, recipient text, params jsonb default '{}', locale text default 'fr-FR', recipient_name text default null,
    dedup_key text default null, supersede_key text default null, send_at timestamptz default now(),
    expires_at timestamptz default null, attachments uuid[] default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
#variable_conflict use_variable
declare
    known record;
    taken record;
    refused record;
    id constant uuid := facteur.new_id();
    moment constant timestamptz := clock_timestamp();
    first uuid;
    own bigint;
begin
    select * into known from facteur.plain_look(
        kind, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at, attachments);
    if known.is_plain is not true then
        taken := facteur.enqueue_checked(
            kind, recipient, params, locale, recipient_name, dedup_key, supersede_key, send_at, expires_at, attachments);
        if taken.fault is null then return taken.id; end if;
        refused := facteur.refusal(kind, taken.fault, null);
        raise exception using
            errcode = '22023', message = refused.message, detail = refused.detail, hint = refused.hint;
    end if;
    if dedup_key is not null then
        first := facteur.take_dedup_key(kind, dedup_key, id, known.owner);
        if first <> id then return first; end if;
    end if;
    insert into facteur.message as m (
            id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, dedup_key, supersede_key, enqueued_at, due_at,
            expires_at, owner)
        values (
            id, kind, known.lane, recipient, recipient_name, locale, params - known.secrets, params ?| known.secrets, dedup_key,
            supersede_key, moment, moment, moment + known.expires_after, known.owner)
        returning m.sequence into own;
    if known.secrets <> '{}' and params ?| known.secrets then
        insert into facteur.message_secret (id, parameters) values (id, facteur.secrets_of(params, known.secrets));
    end if;
    insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
        values (id, known.lane, moment, moment, kind, known.family);
    if supersede_key is not null then perform facteur.supersede(supersede_key, kind, own, known.owner); end if;
    if known.wants_wake_up then perform pg_notify('facteur', ''); end if;
    return id;
end
$$;
