-- What could never be sent, told where the producer sees it. Each function returns the fault in words, or null. No fault
-- repeats a value: values may be secret.

-- A control character, a line or paragraph separator: in a header it could begin a header of an attacker's.
create function facteur.breaks_line(value text) returns boolean
language sql immutable parallel safe
return value ~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]';

-- ASCII before the @ (a dot-atom of RFC 5322), a name of two labels or more behind it, which may hold letters beyond ASCII:
-- they are written as A-labels on the wire (RFC 5890).
create function facteur.address_fault(value text) returns text
language plpgsql immutable parallel safe
as $$
declare
    atoms constant text := '[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*';
    letter constant text := 'A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3005-\ud7ff\uf900-\ufdcf';
    local_part text;
    domain text;
begin
    if coalesce(value, '') = '' then return 'is empty'; end if;
    if facteur.breaks_line(value) then return 'holds a line break or another control character'; end if;
    if value !~ '@' then return 'has no @'; end if;
    if value ~ '@.*@' then return 'has more than one @'; end if;
    if octet_length(value) > 254 then return 'is longer than 254 bytes'; end if;
    local_part := split_part(value, '@', 1);
    domain := split_part(value, '@', 2);
    if local_part ~ '[^\u0001-\u007f]' then return 'has a letter before the @ that is not ASCII'; end if;
    if length(local_part) > 64 then return 'has more than 64 characters before the @'; end if;
    if local_part !~ ('^' || atoms || '$') then return 'is malformed before the @'; end if;
    if domain !~ '\.' then return 'has a domain without a dot'; end if;
    if domain !~ format('^([%1$s]([%1$s-]{0,61}[%1$s])?\.)+[%1$s]([%1$s-]{0,61}[%1$s])?$', letter)
        or domain ~ '\.[0-9]+$' then
        return 'has a malformed domain';
    end if;
    return null;
end
$$;

create function facteur.link_fault(value text) returns text
language sql immutable parallel safe
return case
    when value !~ '^[\u0021-\u007e]+$' or value ~ '["<>\\^`{|}]' then
        'holds a character that no URL has: percent-encode it'
    when value ~* '^https://[^/?#@:][^/?#@]*([/?#].*)?$' then null
    when value ~* '^http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]*)?([/?#].*)?$' then null
    else 'is not a link that begins with https://'
end;

-- RFC 3339: `2026-11-25T13:05:00Z`.
create function facteur.moment_fault(value text) returns text
language plpgsql stable parallel safe
as $$
begin
    if value !~ '^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$' then
        return 'is not a moment such as 2026-11-25T13:05:00Z';
    end if;
    perform value::timestamptz;
    return null;
exception
    when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value then
        return 'is a moment that no calendar has';
end
$$;

-- The fault of one value for a parameter of the given kind.
create function facteur.value_fault(kind text, value jsonb) returns text
language plpgsql stable parallel safe
as $$
declare
    word constant text := value #>> '{}';
begin
    if kind = 'integer' then
        return case when jsonb_typeof(value) <> 'number' or word !~ '^-?[0-9]{1,18}$' then 'is not an integer' end;
    elsif kind = 'list' then
        if jsonb_typeof(value) <> 'array' then return 'is not a list of texts'; end if;
        if exists (select from jsonb_array_elements(value) e where jsonb_typeof(e) <> 'string') then
            return 'is not a list of texts';
        end if;
        if exists (select from jsonb_array_elements_text(value) e where facteur.breaks_line(e)) then
            return 'holds a line break or another control character';
        end if;
        return null;
    end if;
    if jsonb_typeof(value) <> 'string' then return 'is not a text'; end if;
    if facteur.breaks_line(word) then return 'holds a line break or another control character'; end if;
    return case kind
        when 'link' then facteur.link_fault(word)
        when 'address' then facteur.address_fault(word)
        when 'moment' then facteur.moment_fault(word)
    end;
end
$$;

-- The first fault of a message's parameters. A null, a blank text and an empty list count as not given.
create function facteur.parameters_fault(definitions jsonb, params jsonb) returns text
language plpgsql stable parallel safe
as $$
declare
    name text;
    definition jsonb;
    fault text;
begin
    if jsonb_typeof(params) is distinct from 'object' then return 'params is not a JSON object'; end if;
    if octet_length(params::text) > 65536 then return 'params is larger than 64 KiB'; end if;
    for name in select key from jsonb_object_keys(params) key loop
        if not exists (select from jsonb_array_elements(definitions) d where d ->> 'name' = name) then
            return format('parameter %s is unknown to this kind', quote_ident(left(name, 100)));
        end if;
    end loop;
    for definition in select d from jsonb_array_elements(definitions) d loop
        name := definition ->> 'name';
        if coalesce(jsonb_typeof(params -> name), 'null') = 'null' or btrim(params ->> name) = '' or params -> name = '[]' then
            if (definition ->> 'required')::boolean then return format('parameter %s is missing', name); end if;
        else
            fault := facteur.value_fault(definition ->> 'kind', params -> name);
            if fault is not null then return format('parameter %s %s', name, fault); end if;
        end if;
    end loop;
    return null;
end
$$;

create function facteur.locale_fault(value text) returns text
language sql immutable parallel safe
return case
    when value is null or value !~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$'
    then 'locale is not a language tag such as fr-FR'
end;

create function facteur.name_fault(label text, value text) returns text
language sql immutable parallel safe
return case
    when facteur.breaks_line(value) then label || ' holds a line break or another control character'
    when value ~ '[\u202a-\u202e\u2066-\u2069]' then label || ' holds a control of the writing direction'
    when length(value) > 200 then label || ' is longer than 200 characters'
end;

-- An empty key is no key: taken for one it would make strangers' messages the same.
create function facteur.key_fault(label text, value text) returns text
language sql immutable parallel safe
return case when value = '' then label || ' is empty: leave it out' else facteur.name_fault(label, value) end;

-- The first fault of a message as `enqueue` takes it.
create function facteur.message_fault(
    kind text, recipient text, params jsonb, locale text, recipient_name text, dedup_key text, supersede_key text,
    send_at timestamptz, expires_at timestamptz
) returns text
language plpgsql stable
as $$
declare
    definition facteur.kind;
begin
    select * into definition from facteur.kind k where k.name = message_fault.kind;
    if not found then
        return format('kind %s is unknown', quote_ident(left(coalesce(message_fault.kind, ''), 100)));
    end if;
    if definition.lane = 'bulk' then
        return format('kind %s goes to subscribers: call facteur.create_newsletter', definition.name);
    end if;
    return coalesce(
        'recipient ' || facteur.address_fault(recipient),
        facteur.name_fault('recipient_name', recipient_name),
        facteur.locale_fault(locale),
        facteur.key_fault('dedup_key', dedup_key),
        facteur.key_fault('supersede_key', supersede_key),
        case when not isfinite(send_at) then 'send_at is not a moment' end,
        case
            when not isfinite(expires_at) then 'expires_at is not a moment'
            when expires_at <= clock_timestamp() then 'expires_at is in the past'
            when expires_at <= send_at then 'expires_at is before send_at'
        end,
        facteur.parameters_fault(definition.parameters, params));
end
$$;
