-- What a parameter of a message may hold, by its type, its length and its words: told where the producer sees it. As before, each function
-- returns the fault in words, or null, and no fault repeats a value. They are called with every message: most are expressions that become
-- a part of their caller, and none needs a search, a subtransaction or a setting.

-- What every `enqueue` reads first: taken later, it would be waited for crosswise.
lock table facteur.kind in access exclusive mode;

-- The currencies in use (ISO 4217), without precious metals, funds and codes for tests. The program knows how they are written.
create function facteur.is_currency(code text) returns boolean
language sql immutable parallel safe
return code in (
    'AED', 'AFN', 'ALL', 'AMD', 'ANG', 'AOA', 'ARS', 'AUD', 'AWG', 'AZN', 'BAM', 'BBD', 'BDT', 'BGN', 'BHD', 'BIF', 'BMD', 'BND', 'BOB', 'BRL',
    'BSD', 'BTN', 'BWP', 'BYN', 'BZD', 'CAD', 'CDF', 'CHF', 'CLP', 'CNY', 'COP', 'CRC', 'CUP', 'CVE', 'CZK', 'DJF', 'DKK', 'DOP', 'DZD', 'EGP',
    'ERN', 'ETB', 'EUR', 'FJD', 'FKP', 'GBP', 'GEL', 'GHS', 'GIP', 'GMD', 'GNF', 'GTQ', 'GYD', 'HKD', 'HNL', 'HTG', 'HUF', 'IDR', 'ILS', 'INR',
    'IQD', 'IRR', 'ISK', 'JMD', 'JOD', 'JPY', 'KES', 'KGS', 'KHR', 'KMF', 'KPW', 'KRW', 'KWD', 'KYD', 'KZT', 'LAK', 'LBP', 'LKR', 'LRD', 'LSL',
    'LYD', 'MAD', 'MDL', 'MGA', 'MKD', 'MMK', 'MNT', 'MOP', 'MRU', 'MUR', 'MVR', 'MWK', 'MXN', 'MYR', 'MZN', 'NAD', 'NGN', 'NIO', 'NOK', 'NPR',
    'NZD', 'OMR', 'PAB', 'PEN', 'PGK', 'PHP', 'PKR', 'PLN', 'PYG', 'QAR', 'RON', 'RSD', 'RUB', 'RWF', 'SAR', 'SBD', 'SCR', 'SDG', 'SEK', 'SGD',
    'SHP', 'SLE', 'SOS', 'SRD', 'SSP', 'STN', 'SVC', 'SYP', 'SZL', 'THB', 'TJS', 'TMT', 'TND', 'TOP', 'TRY', 'TTD', 'TWD', 'TZS', 'UAH', 'UGX',
    'USD', 'UYU', 'UZS', 'VED', 'VES', 'VND', 'VUV', 'WST', 'XAF', 'XCD', 'XCG', 'XOF', 'XPF', 'YER', 'ZAR', 'ZMW', 'ZWG');

-- Whether the day of `2026-02-29`, whose month and day are two digits each, is in its month.
create function facteur.is_day(value text) returns boolean
language sql immutable parallel safe
return left(value, 4) <> '0000' and substr(value, 9, 2)::integer <= case substr(value, 6, 2)
    when '02' then
        case when left(value, 4)::integer % 4 = 0 and (left(value, 4)::integer % 100 <> 0 or left(value, 4)::integer % 400 = 0)
            then 29 else 28 end
    when '04' then 30 when '06' then 30 when '09' then 30 when '11' then 30 else 31 end;

create function facteur.date_fault(value text) returns text
language sql immutable parallel safe
return case
    when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then 'is not a date such as 2026-12-03'
    when value !~ '^.....(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])' or not facteur.is_day(value) then 'is a date that no calendar has'
end;

-- RFC 3339: `2026-11-25T13:05:00Z`. Midnight is 00:00, the 24:00 that PostgreSQL also reads is nobody's. PostgreSQL takes whatever passes.
create or replace function facteur.moment_fault(value text) returns text
language sql immutable parallel safe
return case
    when value !~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}([.][0-9]{1,20})?([Zz]|[+-][0-9]{2}:[0-9]{2})$' then
        'is not a moment such as 2026-11-25T13:05:00Z'
    when value !~ '^.....(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]).[0-9]{2}:[0-5][0-9]:([0-5][0-9][.0-9]*|60([.]0+)?)([Zz]|[+-](0[0-9]|1[0-5]):[0-5][0-9])$'
        or not facteur.is_day(value) then 'is a moment that no calendar has'
end;

-- One line of words. The last two code points are private: templates keep them for themselves. A line that has no fault is looked over once.
create or replace function facteur.words_fault(value text) returns text
language sql immutable parallel safe
return case when value ~ '[\u0001-\u001f\u007f-\u009f\u2028\u2029\U000f0000\U000f0001]' then
    case when facteur.breaks_line(value) then 'holds a line break or another control character'
        else 'holds a private character that no text has' end end;

-- Words of one line or several, whose lines end in LF or CRLF; a tab may be among them.
create function facteur.lines_fault(value text) returns text
language sql immutable parallel safe
return case
    when replace(value, chr(13) || chr(10), chr(10)) ~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]' then 'holds a control character'
    when value ~ '[\U000f0000\U000f0001]' then 'holds a private character that no text has'
end;

-- As many digits before the point as a letter can say and a program can count with.
create function facteur.number_fault(value jsonb) returns text
language sql immutable parallel safe
return case
    when jsonb_typeof(value) <> 'number' then 'is not a number'
    when abs(value::numeric) >= 1000000000000000 then 'has more than 15 digits before the point'
end;

create function facteur.amount_fault(value jsonb) returns text
language sql immutable parallel safe
return case
    when jsonb_typeof(value) <> 'object' then 'is not an amount such as {"cents": 1290, "currency": "EUR"}'
    when jsonb_typeof(value -> 'cents') is distinct from 'number' or jsonb_typeof(value -> 'currency') is distinct from 'string'
        or value - 'cents' - 'currency' <> '{}' then 'is not an amount such as {"cents": 1290, "currency": "EUR"}'
    when (value -> 'cents')::numeric % 1 <> 0 then 'has cents that are not whole'
    when abs((value -> 'cents')::numeric) >= 1000000000000000 then 'has more than 15 digits of cents'
    when not facteur.is_currency(value ->> 'currency') then 'has a currency that ISO 4217 does not have'
end;

-- The words of an `enum`, for a fault.
create function facteur.word_list(words jsonb) returns text
language sql immutable parallel safe
return (select string_agg(w, ', ' order by n) from jsonb_array_elements_text(words) with ordinality as t (w, n));

-- The fault of one value, by the type and the limits of its definition; a list of objects has a function of its own.
create or replace function facteur.value_fault(definition jsonb, value jsonb) returns text
language plpgsql immutable parallel safe
as $$
declare
    -- Of one that was read before they were made anew, too.
    type constant text := coalesce(definition ->> 'type', case definition ->> 'kind'
        when 'text' then 'string' when 'link' then 'url' when 'address' then 'email' when 'moment' then 'datetime'
        else definition ->> 'kind' end);
    word text;
    fault text;
begin
    case type
        when 'integer' then
            return case when jsonb_typeof(value) <> 'number' then 'is not an integer'
                when value::numeric % 1 <> 0 or value::numeric not between -9223372036854775808 and 9223372036854775807 then
                    'is not an integer' end;
        when 'amount' then return facteur.amount_fault(value);
        when 'number', 'percentage' then return facteur.number_fault(value);
        when 'boolean' then return case when jsonb_typeof(value) <> 'boolean' then 'is not true or false' end;
        when 'enum' then
            return case when jsonb_typeof(value) <> 'string' or not definition -> 'values' ? (value #>> '{}') then
                'is none of ' || facteur.word_list(definition -> 'values') end;
        when 'list' then
            if jsonb_typeof(value) <> 'array' then return 'is not a list of texts'; end if;
            for index in 0 .. jsonb_array_length(value) - 1 loop
                if jsonb_typeof(value -> index) <> 'string' then return 'is not a list of texts'; end if;
                fault := facteur.words_fault(value ->> index);
                if fault is not null then return fault; end if;
            end loop;
            return null;
        else
    end case;
    if jsonb_typeof(value) <> 'string' then return 'is not a text'; end if;
    word := value #>> '{}';
    if definition ? 'maxLength' and length(word) > (definition ->> 'maxLength')::integer then
        return format('is longer than %s characters', definition ->> 'maxLength');
    end if;
    if type = 'text' then return facteur.lines_fault(word); end if;
    fault := facteur.words_fault(word);
    if fault is not null then return fault; end if;
    case type
        when 'url' then return facteur.link_fault(word);
        when 'email' then return facteur.address_fault(word);
        when 'date' then return facteur.date_fault(word);
        when 'datetime' then return facteur.moment_fault(word);
        when 'string' then return null;
        else return 'has a type that this database does not know: run facteur migrate';
    end case;
end
$$;

-- The first fault of an object's members, each named with the path before it: of a message's parameters, and of each object of a list. A
-- null, a blank text and an empty list count as not given. A name that is unknown comes first: it may be one that is missing, misspelt.
create function facteur.members_fault(definitions jsonb, members jsonb, path text, whose text) returns text
language plpgsql immutable parallel safe
as $$
declare
    definition jsonb;
    name text;
    value jsonb;
    names text[] := '{}';
    fault text;
begin
    for place in 0 .. jsonb_array_length(definitions) - 1 loop
        definition := definitions -> place;
        name := definition ->> 'name';
        names := names || name;
        continue when fault is not null;
        value := members -> name;
        if value is null or value in ('null', '[]') or facteur.is_blank(value #>> '{}') then
            if (definition ->> 'required')::boolean then fault := format('%s%s is missing', path, name); end if;
        elsif definition ? 'of' then
            fault := facteur.objects_fault(definition -> 'of', value, path || name);
        else
            fault := path || name || ' ' || facteur.value_fault(definition, value);
        end if;
    end loop;
    if members - names <> '{}' then
        return (
            select format('%s%s is unknown to %s', path, quote_ident(left(key, 100)), whose)
            from jsonb_object_keys(members - names) key limit 1);
    end if;
    return fault;
end
$$;

-- The first fault of a list of objects.
create function facteur.objects_fault(definitions jsonb, objects jsonb, path text) returns text
language plpgsql immutable parallel safe
as $$
declare
    fault text;
begin
    if jsonb_typeof(objects) <> 'array' then return path || ' is not a list of objects'; end if;
    for index in 0 .. jsonb_array_length(objects) - 1 loop
        fault := case when jsonb_typeof(objects -> index) <> 'object' then format('%s[%s] is not an object', path, index)
            else facteur.members_fault(definitions, objects -> index, format('%s[%s].', path, index), 'this list') end;
        exit when fault is not null;
    end loop;
    return fault;
end
$$;

-- The first fault of a message's parameters.
create or replace function facteur.parameters_fault(definitions jsonb, params jsonb) returns text
language plpgsql stable parallel safe
as $$
begin
    if jsonb_typeof(params) is distinct from 'object' then return 'params is not a JSON object'; end if;
    if octet_length(params::text) > 65536 then return 'params is larger than 64 KiB'; end if;
    return facteur.members_fault(definitions, params, 'parameter ', 'this kind');
end
$$;

drop function facteur.value_fault(text, jsonb);

-- The definitions of parameters as they are checked. Programs before these types wrote `kind` for the type, and knew other words for some:
-- their `text` is one line.
create function facteur.checked_definitions(definitions jsonb) returns jsonb
language sql immutable parallel safe
return (
    select coalesce(jsonb_agg(case when d ? 'type' then d else d - 'kind' || jsonb_build_object('type', case d ->> 'kind'
        when 'text' then 'string' when 'link' then 'url' when 'address' then 'email' when 'moment' then 'datetime'
        else d ->> 'kind' end) end order by n), '[]')
    from jsonb_array_elements(definitions) with ordinality as t (d, n));

create or replace function facteur.publish_kinds(kinds jsonb) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    insert into facteur.kind as k (name, lane, parameters, expires_after, locales)
        select name, lane, facteur.checked_definitions(parameters), expires_after, coalesce(locales, '{}')
        from jsonb_to_recordset(kinds)
            as t (name text, lane facteur.lane, parameters jsonb, expires_after interval, locales text[])
        order by name
        on conflict (name) do update
            set lane = excluded.lane, parameters = excluded.parameters, expires_after = excluded.expires_after,
                locales = excluded.locales, published_at = now()
            where (k.lane, k.parameters, k.expires_after, k.locales)
                is distinct from (excluded.lane, excluded.parameters, excluded.expires_after, excluded.locales)
$$;

update facteur.kind k set parameters = facteur.checked_definitions(k.parameters);
