-- What could never be sent, told where the producer sees it. Each function returns the fault in words, or null. No fault
-- repeats a value: values may be secret.
--
-- A producer's session may have standard_conforming_strings off. What stands behind `return` was read when it was made; the text of any
-- other function is read in that session, and where it holds a backslash it sets this for itself.

-- A control character, a line or paragraph separator: in a header it could begin a header of an attacker's.
create function facteur.breaks_line(value text) returns boolean
language sql immutable parallel safe
return value ~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029]';

-- A label that holds letters beyond ASCII, in letters, digits and hyphens (Punycode, RFC 3492, without the prefix): how long a name is
-- on the wire only this form tells.
create function facteur.punycode(label text) returns text
language plpgsql immutable parallel safe strict
set standard_conforming_strings = on
as $$
declare
    input constant integer[] := array(select ascii(c) from regexp_split_to_table(label, '') c);
    output text := regexp_replace(label, '[^\u0001-\u007f]', '', 'g');
    basic constant integer := length(output);
    handled integer := basic;
    code_point integer := 128;
    delta integer := 0;
    bias integer := 72;
    next_point integer;
    scalar integer;
    rest integer;
    threshold integer;
begin
    if basic > 0 then output := output || '-'; end if;
    while handled < cardinality(input) loop
        select min(i) into next_point from unnest(input) i where i >= code_point;
        delta := delta + (next_point - code_point) * (handled + 1);
        code_point := next_point;
        foreach scalar in array input loop
            if scalar < code_point then delta := delta + 1; end if;
            continue when scalar <> code_point;
            rest := delta;
            for position in 36..100000 by 36 loop
                threshold := least(greatest(position - bias, 1), 26);
                exit when rest < threshold;
                output := output || facteur.punycode_digit(threshold + (rest - threshold) % (36 - threshold));
                rest := (rest - threshold) / (36 - threshold);
            end loop;
            output := output || facteur.punycode_digit(rest);
            bias := facteur.punycode_bias(delta, handled + 1, handled = basic);
            handled := handled + 1;
            delta := 0;
        end loop;
        delta := delta + 1;
        code_point := code_point + 1;
    end loop;
    return output;
end
$$;

create function facteur.punycode_digit(value integer) returns text
language sql immutable parallel safe
return substr('abcdefghijklmnopqrstuvwxyz0123456789', value + 1, 1);

-- RFC 3492 section 6.1.
create function facteur.punycode_bias(delta integer, handled integer, is_first boolean) returns integer
language plpgsql immutable parallel safe
as $$
declare
    rest integer := case when is_first then delta / 700 else delta / 2 end;
    bias integer := 0;
begin
    rest := rest + rest / handled;
    while rest > 455 loop
        rest := rest / 35;
        bias := bias + 36;
    end loop;
    return bias + 36 * rest / (rest + 38);
end
$$;

-- In lower case by Unicode's rules, whatever locale the database was made with: with LC_CTYPE=C, lower() knows ASCII alone. Character by
-- character: a capital sigma is one letter wherever it stands (UTS 46).
create function facteur.lowercase(value text) returns text
language sql immutable parallel safe
return (
    select coalesce(string_agg(lower(c collate "und-x-icu"), '' order by n), '')
    from regexp_split_to_table(value, '') with ordinality as t (c, n));

-- A domain as the DNS knows it: in lower case, letters beyond ASCII in A-labels (RFC 5890). Not in SQL: a function in SQL with a query in
-- it is read and planned anew by every statement that calls it.
create function facteur.ascii_domain(domain text) returns text
language plpgsql immutable parallel safe
as $$
begin
    if octet_length(domain) = length(domain) then return lower(domain collate "C"); end if;
    return (
        select string_agg(case when octet_length(l) > length(l) then 'xn--' || facteur.punycode(l) else l end, '.' order by n)
        from unnest(string_to_array(normalize(facteur.lowercase(domain), nfc), '.')) with ordinality as t (l, n));
end
$$;

-- The one form in which addresses are compared and kept apart: in lower case, the domain in A-labels. Two addresses that this takes
-- for one go to one mailbox, at every provider that is known.
create function facteur.canonical_address(value text) returns text
language sql immutable parallel safe
return case when octet_length(value) = length(value) then lower(value collate "C") else
    lower(split_part(value, '@', 1) collate "C") || '@' || facteur.ascii_domain(split_part(value, '@', 2)) end;

create function facteur.canonical_domain(address text) returns text
language sql immutable parallel safe
return facteur.ascii_domain(split_part(address, '@', 2));

-- What says nothing: white space, and the marks of the writing direction, which no letter keeps.
create function facteur.is_blank(value text) returns boolean
language sql immutable parallel safe
return value !~ '[^\s\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u202a-\u202e\u2066-\u2069]';

-- ASCII before the @ (a dot-atom of RFC 5322), a name of two labels or more behind it, which may hold letters beyond ASCII. How long
-- it may be is counted as it goes over the wire (RFC 5321 section 4.5.3.1, RFC 1035 section 2.3.4).
create function facteur.address_fault(value text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    atoms constant text := '[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&''*+/=?^_`{|}~-]+)*';
    letter constant text := 'A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3005-\ud7ff\uf900-\ufdcf';
    local_part text;
    domain text;
begin
    if coalesce(value, '') = '' then return 'is empty'; end if;
    if facteur.breaks_line(value) then return 'holds a line break or another control character'; end if;
    if facteur.is_blank(left(value, 1)) then return 'begins with a space'; end if;
    if facteur.is_blank(right(value, 1)) then return 'ends with a space'; end if;
    if value !~ '@' then return 'has no @'; end if;
    if value ~ '@.*@' then return 'has more than one @'; end if;
    if length(value) > 254 then return 'is longer than 254 bytes'; end if;
    local_part := split_part(value, '@', 1);
    domain := split_part(value, '@', 2);
    if local_part ~ '[^\u0001-\u007f]' then return 'has a letter before the @ that is not ASCII'; end if;
    if length(local_part) > 64 then return 'has more than 64 characters before the @'; end if;
    if local_part !~ ('^' || atoms || '$') then return 'is malformed before the @'; end if;
    if domain !~ '\.' then return 'has a domain without a dot'; end if;
    if domain !~ format('^([%1$s]([%1$s-]{0,61}[%1$s])?\.)+[%1$s]([%1$s-]{0,61}[%1$s])?$', letter)
        or domain ~ '\.[0-9]+$'
        -- What no normal form keeps would become another character on the way.
        or domain ~ '[^\u0001-\u007f]'
            and exists (select from regexp_split_to_table(domain, '') c where normalize(c, nfc) <> c) then
        return 'has a malformed domain';
    end if;
    domain := facteur.ascii_domain(domain);
    if domain ~ '[^.]{64}' then return 'has a domain with a part longer than 63 characters'; end if;
    if octet_length(local_part) + 1 + octet_length(domain) > 254 then return 'is longer than 254 bytes'; end if;
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

-- RFC 3339: `2026-11-25T13:05:00Z`. Midnight is 00:00, the 24:00 that PostgreSQL also reads is nobody's.
create function facteur.moment_fault(value text) returns text
language plpgsql stable parallel safe
set standard_conforming_strings = on
as $$
begin
    if value !~ '^\d{4}-\d\d-\d\d[Tt]([01]\d|2[0-3]):\d\d:\d\d(\.\d{1,20})?([Zz]|[+-]\d\d:\d\d)$' then
        return 'is not a moment such as 2026-11-25T13:05:00Z';
    end if;
    perform value::timestamptz;
    return null;
exception
    when datetime_field_overflow or invalid_datetime_format or invalid_time_zone_displacement_value then
        return 'is a moment that no calendar has';
end
$$;

-- One line of words. The two code points are private: templates keep them for themselves.
create function facteur.words_fault(value text) returns text
language sql immutable parallel safe
return case
    when facteur.breaks_line(value) then 'holds a line break or another control character'
    when value ~ '[\U000f0000\U000f0001]' then 'holds a private character that no text has'
end;

-- The fault of one value for a parameter of the given kind.
create function facteur.value_fault(kind text, value jsonb) returns text
language plpgsql stable parallel safe
as $$
declare
    word constant text := value #>> '{}';
begin
    if kind = 'integer' then
        -- As many as 64 bits hold.
        return case when jsonb_typeof(value) <> 'number' or word !~ '^-?[0-9]{1,19}$' then 'is not an integer'
            when word::numeric not between -9223372036854775808 and 9223372036854775807 then 'is not an integer' end;
    elsif kind = 'list' then
        if jsonb_typeof(value) <> 'array' then return 'is not a list of texts'; end if;
        if exists (select from jsonb_array_elements(value) e where jsonb_typeof(e) <> 'string') then
            return 'is not a list of texts';
        end if;
        return (select facteur.words_fault(e) from jsonb_array_elements_text(value) e order by 1 limit 1);
    end if;
    if jsonb_typeof(value) <> 'string' then return 'is not a text'; end if;
    return coalesce(facteur.words_fault(word), case kind
        when 'link' then facteur.link_fault(word)
        when 'address' then facteur.address_fault(word)
        when 'moment' then facteur.moment_fault(word)
    end);
end
$$;

-- Parameters as they were meant: PHP writes an array without elements as a list.
create function facteur.parameters_meant(params jsonb) returns jsonb
language sql immutable parallel safe
return case when params = '[]' then '{}' else params end;

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
        if coalesce(jsonb_typeof(params -> name), 'null') = 'null' or facteur.is_blank(params ->> name) or params -> name = '[]' then
            if (definition ->> 'required')::boolean then return format('parameter %s is missing', name); end if;
        else
            fault := facteur.value_fault(definition ->> 'kind', params -> name);
            if fault is not null then return format('parameter %s %s', name, fault); end if;
        end if;
    end loop;
    return null;
end
$$;

-- A reader's locale in the one form in which it is kept (RFC 5646 section 2.1.1): `fr-FR` also of `FR-fr`, of `fr_FR.UTF-8`, and of
-- whatever else a program may have at hand. `und` (undetermined) where nothing is said, or the `C` of POSIX; null for what is no
-- language tag. Which languages there are letters in is not asked here: a reset must not fail over its reader's language.
create function facteur.canonical_locale(value text) returns text
language plpgsql immutable parallel safe
as $$
begin
    if value ~ '^[a-z]{2}(-[A-Z]{2})?$' then return value; end if;
    if value = '' or value ~ '^([Cc]|POSIX|posix)([.][A-Za-z0-9-]+)?$' then return 'und'; end if;
    if length(value) > 100 or value !~ '^[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*([.][A-Za-z0-9-]+)?(@[A-Za-z0-9]+)?$' then
        return null;
    end if;
    return (
        select string_agg(case
            when n > 1 and length(part) = 2 then upper(part collate "C")
            when n > 1 and length(part) = 4 then initcap(part collate "C")
            else part end, '-' order by n)
        from regexp_split_to_table(lower(regexp_replace(value, '[.@].*$', '') collate "C"), '[-_]') with ordinality as t (part, n));
end
$$;

create function facteur.locale_fault(value text) returns text
language sql immutable parallel safe
return case when facteur.canonical_locale(value) is null then 'locale is not a language tag such as fr-FR' end;

-- Of an issue's words: its editor writes the tag as it is written.
create function facteur.tag_fault(value text) returns text
language sql immutable parallel safe
return case
    when value = 'und' or facteur.canonical_locale(value) is distinct from value then 'locale is not a language tag such as fr-FR'
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

-- A hundred years are as good as never, and far from where timestamps, and their microseconds in a bigint, come to an end.
create function facteur.time_fault(label text, value timestamptz) returns text
language sql stable
return case
    when not isfinite(value) then label || ' is not a moment'
    when value > now() + interval '100 years' then label || ' is more than 100 years away'
end;

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
        facteur.time_fault('send_at', send_at),
        facteur.time_fault('expires_at', expires_at),
        case
            when expires_at <= clock_timestamp() then 'expires_at is in the past'
            when expires_at <= send_at then 'expires_at is before send_at'
        end,
        facteur.parameters_fault(definition.parameters, facteur.parameters_meant(params)));
end
$$;
