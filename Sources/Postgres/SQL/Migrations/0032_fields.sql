-- What a subscription says of its reader beside the name, and the places in an issue where it is said: {{city|your town}}.

alter table facteur.subscription add column fields jsonb;

-- The fields that some subscription of a list has carried, so that an issue's placeholders are judged without a look at every reader.
create table facteur.list_field (
    list text not null references facteur.list (name),
    name text not null,
    primary key (list, name)
);

-- What stands for something in every issue, whatever its readers carry.
create function facteur.standing_placeholders() returns text[]
language sql immutable parallel safe
return array['name', 'preferences_link', 'recipient', 'salutation', 'unsubscribe_link', 'view_link'];

-- PHP writes an object without members as a list.
create function facteur.fields_meant(fields jsonb) returns jsonb
language sql immutable parallel safe
return case when fields = '[]' then '{}' else fields end;

-- The first fault of a reader's fields. A null takes a field away.
create function facteur.fields_fault(fields jsonb) returns text
language plpgsql immutable parallel safe
as $$
declare
    field record;
    shown text;
begin
    if fields is null then return null; end if;
    if jsonb_typeof(fields) <> 'object' then return 'fields is not a JSON object'; end if;
    if octet_length(fields::text) > 4096 then return 'fields are larger than 4 KiB'; end if;
    if (select count(*) from jsonb_object_keys(fields)) > 20 then return 'fields are more than 20'; end if;
    for field in select e.key, e.value, jsonb_typeof(e.value) as kind from jsonb_each(fields) e order by e.key loop
        shown := 'field ' || quote_ident(left(field.key, 60));
        if field.key !~ '^[a-z][a-z0-9_]{0,39}$' then
            return shown || ' is no name: lower-case letters, digits and _, at most 40, a letter first';
        end if;
        if field.key = any (facteur.standing_placeholders()) then
            return shown || ' means something else in every issue: name it otherwise';
        end if;
        if field.kind in ('object', 'array') then return shown || ' is not a text, a number, true or false'; end if;
        if field.kind = 'number' and length(field.value #>> '{}') > 15 then
            return shown || ' is a number of more than 15 digits';
        end if;
        if field.kind = 'string' then
            shown := coalesce(
                facteur.name_fault(shown, field.value #>> '{}'), shown || ' ' || facteur.words_fault(field.value #>> '{}'));
            if shown is not null then return shown; end if;
        end if;
    end loop;
    return null;
end
$$;

-- What a reader's fields are once others were given: those replace the ones of their names, a null or a blank text removes.
create function facteur.merged_fields(known jsonb, given jsonb) returns jsonb
language sql immutable parallel safe
return case when given is null then known else nullif((
    select coalesce(jsonb_object_agg(e.key, e.value), '{}') from jsonb_each(coalesce(known, '{}') || given) e
    where e.value <> 'null' and not (jsonb_typeof(e.value) = 'string' and facteur.is_blank(e.value #>> '{}'))), '{}') end;

create function facteur.note_fields(list text, fields jsonb) returns void
language sql volatile
as $$
    insert into facteur.list_field (list, name)
        select note_fields.list, k from jsonb_object_keys(coalesce(note_fields.fields, '{}')) k
        where not exists (select from facteur.list_field f where f.list = note_fields.list and f.name = k)
        order by k on conflict do nothing
$$;

-- As before, with what the subscription is to say of its reader. Of somebody who is subscribed already it changes the fields alone.
drop function facteur.subscribe(text, text, text, text);
create function facteur.subscribe(
    email text, list text, locale text default 'fr-FR', name text default null, fields jsonb default null
) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    given constant jsonb := facteur.fields_meant(fields);
    wants_confirmation boolean;
    stored facteur.subscription;
begin
    perform facteur.refuse(coalesce(
        'email ' || facteur.address_fault(email), facteur.list_fault(list), facteur.locale_fault(locale),
        facteur.name_fault('name', name), facteur.fields_fault(given)));
    insert into facteur.list (name) values (subscribe.list) on conflict do nothing;
    select l.double_opt_in into wants_confirmation from facteur.list l where l.name = subscribe.list;
    insert into facteur.subscription as s (
            list, email, address, provider, locale, name, token, status, source, consented_at, fields)
        values (subscribe.list, email, facteur.canonical_address(email), facteur.provider(email),
            facteur.canonical_locale(subscribe.locale), subscribe.name,
            facteur.new_token(), case when wants_confirmation then 'pending' else 'subscribed' end, facteur.caller(),
            case when not wants_confirmation then now() end, facteur.merged_fields(null, given))
        on conflict on constraint subscription_list_address_key do update
            set email = excluded.email, locale = excluded.locale, name = coalesce(excluded.name, s.name),
                status = excluded.status, source = excluded.source, consented_at = excluded.consented_at,
                subscribed_at = now(), unsubscribed_at = null, fields = facteur.merged_fields(s.fields, given)
            where s.status = 'unsubscribed'
                -- Asked again, but not as often as somebody else's form could be pressed.
                or (s.status = 'pending' and s.subscribed_at < now() - interval '10 minutes')
        returning s.* into stored;
    if stored.id is null then return facteur.set_fields(email, list, given); end if;
    perform facteur.refuse(facteur.fields_fault(stored.fields));
    perform facteur.note_fields(subscribe.list, facteur.merged_fields(null, given));
    if wants_confirmation then
        perform facteur.ask_for_confirmation(stored);
    else
        perform facteur.note_return(stored.address);
    end if;
    return true;
end
$$;
-- A shop that subscribes somebody at this moment must not be without its right until the rights are looked through.
do $$
declare
    role text;
begin
    foreach role in array array['facteur_producer', 'facteur_operator'] loop
        if exists (select from pg_roles where rolname = role) then
            execute format('grant execute on function facteur.subscribe(text, text, text, text, jsonb) to %I', role);
        end if;
    end loop;
end
$$;

-- Gives fields to somebody who is on a list; whether that changed anything.
create function facteur.set_fields(email text, list text, given jsonb) returns boolean
language plpgsql volatile
as $$
declare
    merged jsonb;
begin
    if given is null then return false; end if;
    update facteur.subscription s set fields = facteur.merged_fields(s.fields, given)
        where s.list = set_fields.list and s.address = facteur.canonical_address(set_fields.email)
            and s.status <> 'unsubscribed' and s.fields is distinct from facteur.merged_fields(s.fields, given)
        returning s.fields into merged;
    if not found then return false; end if;
    perform facteur.refuse(facteur.fields_fault(merged));
    perform facteur.note_fields(set_fields.list, facteur.merged_fields(null, given));
    return true;
end
$$;

-- As before, with the fields of a line.
drop function facteur.judged_subscribers(text, jsonb);
create function facteur.judged_subscribers(list text, subscribers jsonb)
returns table (
    line bigint, email text, address text, name text, locale text, status text, consented_at timestamptz, source text,
    since timestamptz, left_at timestamptz, fields jsonb, fault text, is_kept boolean, is_chosen boolean, is_known boolean
)
language sql stable
as $$
    with given as (
        select t.line, t.email, facteur.canonical_address(t.email) as address, nullif(btrim(t.name), '') as name,
            coalesce(nullif(t.locale, ''), 'fr-FR') as locale, coalesce(nullif(t.status, ''), 'subscribed') as status,
            nullif(t.consented_at, '') as consented_at, nullif(btrim(t.source), '') as source, nullif(t.since, '') as since,
            nullif(t.left_at, '') as left_at, t.fields
        from jsonb_to_recordset(subscribers) as t (
            line bigint, email text, name text, locale text, status text, consented_at text, source text, since text,
            left_at text, fields jsonb)
    ), faults as materialized (
        select g.*, g.status = 'unsubscribed' as has_left,
            coalesce(
                'email ' || facteur.address_fault(g.email),
                case when g.status not in ('subscribed', 'pending', 'unsubscribed') then
                    'status is not subscribed, pending or unsubscribed' end,
                case when facteur.was_erased(g.email) then
                    'email is of somebody who had themselves erased: they can only subscribe again themselves' end) as fault,
            coalesce(
                facteur.name_fault('name', g.name), facteur.locale_fault(g.locale),
                facteur.past_fault('consented_at', g.consented_at), facteur.name_fault('source', g.source),
                facteur.past_fault('since', g.since), facteur.past_fault('left_at', g.left_at),
                facteur.fields_fault(g.fields)) as detail_fault
        from given g
    ), judged as (
        select f.*, f.fault is null and (f.detail_fault is null or f.has_left) as is_kept, f.detail_fault is null as is_whole
        from faults f
    )
    select j.line, j.email, j.address, case when j.is_whole then j.name end, case when j.is_whole then j.locale else 'fr-FR' end,
        j.status, case when j.is_whole then j.consented_at::timestamptz end, case when j.is_whole then j.source end,
        case when j.is_whole then j.since::timestamptz end,
        case when facteur.past_fault('left_at', j.left_at) is null then j.left_at::timestamptz end,
        case when j.is_whole then facteur.merged_fields(null, j.fields) end,
        coalesce(j.fault, j.detail_fault || case when j.has_left then ': only that they left is kept' else '' end),
        j.is_kept,
        j.is_kept and j.line = first_value(j.line) over (
            partition by j.address order by j.is_kept desc, j.has_left desc, j.line),
        exists (select from facteur.subscription s where s.list = judged_subscribers.list and s.address = j.address)
    from judged j
$$;

-- As before. Who is known stays as they are, but for the fields that a line gives them: so do readers get their fields who were there
-- before. Where they would be too many or too large, the reader keeps the ones of before.
create or replace function facteur.import_subscribers(
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
                unsubscribed_at, fields)
            select import_subscribers.list, j.email, j.address, facteur.provider(j.email), j.locale, j.name,
                facteur.new_token(), j.status, coalesce(j.source, import_subscribers.source), j.consented_at,
                coalesce(j.since, now()), case when j.status = 'unsubscribed' then coalesce(j.left_at, now()) end, j.fields
            from judged j where j.is_chosen
            order by j.address
            on conflict on constraint subscription_list_address_key do update
                set status = case when excluded.status = 'unsubscribed' then excluded.status else s.status end,
                    unsubscribed_at = case when excluded.status = 'unsubscribed' then excluded.unsubscribed_at else s.unsubscribed_at end,
                    fields = case when excluded.status = 'unsubscribed' then s.fields
                        else facteur.merged_fields(s.fields, excluded.fields) end
                where s.status <> 'unsubscribed' and (
                    excluded.status = 'unsubscribed'
                    or s.fields is distinct from facteur.merged_fields(s.fields, excluded.fields)
                        and facteur.fields_fault(facteur.merged_fields(s.fields, excluded.fields)) is null)
            -- A row that was there before has been locked by this statement.
            returning s.status <> 'unsubscribed' and s.xmax = 0 as is_new
    )
    select (select count(*) from kept k where k.is_new),
        count(*) filter (where j.is_kept and j.status = 'unsubscribed'), count(*) filter (where not j.is_kept),
        count(*) filter (where j.is_kept and j.status <> 'unsubscribed'),
        coalesce(
            jsonb_agg(jsonb_build_object('line', j.line, 'fault', j.fault) order by j.line) filter (where j.fault is not null),
            '[]')
        from judged j into added, has_left, skipped, known, faults;
    known := known - added;
    perform facteur.note_fields(import_subscribers.list, (
        select jsonb_object_agg(k, true) from jsonb_array_elements(subscribers) s, jsonb_object_keys(facteur.merged_fields(null,
            case when facteur.fields_fault(s -> 'fields') is null then nullif(s -> 'fields', 'null') end)) k));
end
$$;

-- As before; what the subscription said of its reader is gone too.
create or replace function facteur.erase_reader(address text, ids uuid[], pattern text) returns jsonb
language plpgsql volatile
as $$
declare
    own constant text := facteur.canonical_address(address);
    readers constant bigint[] := array(select s.id from facteur.subscription s where s.address = own);
    reports bigint;
    subscriptions bigint;
    suppressions bigint;
begin
    update facteur.report r
        set recipient = null, reply = '', reporter = null, subscription = null,
            key = case when r.key ~* pattern then 'erased ' || r.number else r.key end
        where r.message = any (ids) or r.subscription = any (readers)
            or concat_ws(' ', r.recipient, r.key, r.reply, r.reporter) ~* pattern;
    get diagnostics reports = row_count;
    -- What they were counted as they stay; no link that they were sent leads to them.
    update facteur.subscription s
        set email = facteur.nobody(), address = s.id || '-' || facteur.nobody(), provider = 'other', name = null, fields = null,
            token = facteur.new_token(), status = 'unsubscribed', source = 'erased', consented_at = null,
            unsubscribed_at = coalesce(s.unsubscribed_at, now())
        where s.id = any (readers);
    get diagnostics subscriptions = row_count;
    delete from facteur.suppression u where u.address = own;
    get diagnostics suppressions = row_count;
    return jsonb_build_object('reports', reports, 'subscriptions', subscriptions, 'suppressions', suppressions);
end
$$;

-- Whether an issue says something that only its readers' subscriptions know; kept by a trigger, for claims ask it of every reader who
-- carries fields.
alter table facteur.newsletter add column uses_fields boolean not null default false;

-- As before. A reader's fields stand in the place of parameters, of which bulk messages have none, and only where the issue says them.
create or replace function facteur.message_to_send(message uuid) returns table (
    kind text, recipient text, recipient_name text, locale text, parameters jsonb, status text, newsletter uuid,
    unsubscribe_token text, enqueued_at bigint, expires_at bigint, has_attachments boolean
)
language sql stable
as $$
    select m.kind, m.recipient, m.recipient_name, m.locale,
        case when m.has_secrets
            then m.parameters || coalesce((select x.parameters from facteur.message_secret x where x.id = m.id), '{}')
            when u.fields is not null and (select n.uses_fields from facteur.newsletter n where n.id = m.newsletter) then u.fields
            else m.parameters end,
        s.status, m.newsletter, coalesce(u.token, 'essai'), facteur.microseconds(m.enqueued_at),
        facteur.microseconds(m.expires_at), m.has_attachments
    from facteur.message m
    left join facteur.subscription u on u.id = m.subscription
    cross join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.owner, m.enqueued_at, m.expires_at, m.newsletter,
        m.subscription, u.status) s
    where m.id = message_to_send.message
$$;

-- The tags of a part of an issue, {{city|your town}} and {{#city}}, in their order; \{{ is no tag but two braces. `whole` as it is written;
-- no name: not written as one. `before`: what stands between the tag and the white space, quote or bracket before it.
create function facteur.placeholders(words text)
returns table (number bigint, whole text, mark text, name text, has_fallback boolean, before text)
language sql immutable parallel safe
set standard_conforming_strings = on
as $$
    select t.n, left(t.m[2], 100), t.p[1], t.p[2], t.p[3] is not null, t.m[1]
    from (
        select n, m, regexp_match(m[2], '^{{\s*([#^/]?)\s*([a-z][a-z0-9_]{0,39})\s*([|][^{}]*)?}}$') as p
        from regexp_matches(replace(words, '\{{', ''), '([^\s"''<>(){}]*)({{(?:[^{}]*}})?)', 'g') with ordinality as r (m, n)) t
$$;

-- The first fault of the placeholders of a part; `known` are the names that say something.
create function facteur.placeholder_fault(words text, known text[]) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    tag record;
    sections text[] := '{}';
    names text[] := '{}';
begin
    if strpos(words, '{{') = 0 then return null; end if;
    for tag in select * from facteur.placeholders(words) p order by p.number loop
        if tag.name is null or (tag.mark <> '' and tag.has_fallback) then
            return format('holds %s, which is no placeholder such as {{name|you}} or {{#name}}: write \{{ for two braces', tag.whole);
        end if;
        if tag.name <> all (known) then
            return format('holds %s, and no reader of the list carries it: there are %s', tag.whole, array_to_string(known, ', '));
        end if;
        if tag.mark = '' and tag.before ~* '[a-z]+://[^/?#]*$' then
            return format('holds %s in the host of a link', tag.whole);
        end if;
        if tag.mark in ('#', '^') then
            sections := sections || tag.name;
            if tag.name <> all (names) then names := names || tag.name; end if;
        elsif tag.mark = '/' then
            if sections[cardinality(sections)] is distinct from tag.name then
                return format('holds %s, which ends no section that is open', tag.whole);
            end if;
            sections := sections[:cardinality(sections) - 1];
        end if;
    end loop;
    if sections <> '{}' then return format('holds {{#%s}} without {{/%1$s}}', sections[cardinality(sections)]); end if;
    if cardinality(names) > 8 then return 'has sections by more than 8 names'; end if;
    return case
        when words ~* '(<[^>]*\s(src|background|srcset))\s*=\s*("[^">]*|''[^''>]*|[^\s">]*){{'
            or words ~ '!\[[^\]]*\]\(\s*<?[^\s)]*{{'
            or words ~* ':::\s*(image|product)[^\n]*(\n\s*[a-z]+\s*:[^\n]*)*\n\s*(source|picture)\s*:[^\n]*{{'
            or exists (
                select from regexp_matches(words, '(?:^|\n) {0,3}\[([^\]\n]+)\]:\s*<?[^\s]*{{', 'g') d
                where strpos(lower(words), lower('![' || d[1] || ']')) > 0 or exists (
                    select from regexp_matches(words, '!\[[^\]]*\]\[([^\]]*)\]', 'g') u where lower(u[1]) = lower(d[1])))
            then 'has a picture whose address differs by reader'
        when words ~ '(\]\(|(^|\n) {0,3}\[[^\]\n]+\]:)\s*<?\s*{{\s*(?!(view|unsubscribe|preferences)_link\s*[}|])'
            or words ~* ':::\s*(button|image|product)[^\n]*(\n\s*[a-z]+\s*:[^\n]*)*\n\s*link\s*:\s*<?{{\s*(?!(view|unsubscribe|preferences)_link\s*[}|])'
            then 'has a link that differs by reader from its host on'
    end;
end
$$;

-- The first fault of the placeholders of an issue's content, in any of its languages.
create function facteur.placeholders_fault(list text, content jsonb) returns text
language plpgsql stable
as $$
declare
    known text[];
    part record;
    fault text;
begin
    if strpos(content::text, '{{') = 0 then return null; end if;
    known := facteur.standing_placeholders() || array(
        select f.name from facteur.list_field f where f.list = placeholders_fault.list order by f.name);
    for part in
        select e.key as place, e.value #>> '{}' as words from jsonb_each(content) e where jsonb_typeof(e.value) = 'string'
        union all
        select format('%s: %s', quote_ident(e.key), p.key), p.value from jsonb_each(content) e
            cross join lateral jsonb_each_text(case when jsonb_typeof(e.value) = 'object' then e.value else '{}' end) p
        order by place
    loop
        fault := facteur.placeholder_fault(part.words, known);
        if fault is not null then return format('content %s %s', part.place, fault); end if;
    end loop;
    return null;
end
$$;

-- Whether an issue says fields of subscriptions. Of what is written in it an escaped brace counts too: that costs a look-up.
create function facteur.uses_fields(content jsonb) returns boolean
language sql immutable
return strpos(content::text, '{{') > 0 and exists (
    select from regexp_matches(replace(content::text, '\\{{', ''), '{{\s*[#^/]?\s*([a-z][a-z0-9_]*)', 'g') m
    where m[1] <> all (facteur.standing_placeholders()));

-- Whoever makes or changes an issue, its placeholders are known to its list.
create function facteur.judge_placeholders() returns trigger
language plpgsql
as $$
begin
    perform facteur.refuse(facteur.placeholders_fault(new.list, new.content));
    new.uses_fields := facteur.uses_fields(new.content);
    return new;
end
$$;
create trigger judge_placeholders before insert or update of content, list on facteur.newsletter
    for each row execute function facteur.judge_placeholders();

-- As before, and of a whole document its head, styles and comments as well. What stands over what, and where it ends, says the program's
-- own reading (`facteur newsletter check`); here is what no letter may hold, wherever it stands.
create or replace function facteur.html_fault(html text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    is_document constant boolean := html ~* '^\s*(<!--.*?-->\s*)*<(!doctype|html)[\s>]';
    tag text;
    allowed constant text[] := array['a', 'abbr', 'address', 'area', 'article', 'aside', 'b', 'bdi', 'bdo', 'big', 'blockquote', 'br',
        'caption', 'center', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font',
        'footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'main', 'map', 'mark', 'nav', 'ol', 'p',
        'picture', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'tfoot',
        'th', 'thead', 'time', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'];
    of_documents constant text[] := array['!doctype', 'body', 'head', 'html', 'meta', 'style', 'title'];
    -- What comments hold for Outlook: the tags of Office, and their own.
    of_comments constant text := '^(!--|!\[endif\]|!\[if|(xml|noscript)$|[a-z]:[a-z]+$)';
    -- Comments end where browsers end them: at `-->` or `--!>`, and `<!-->` at once. Those for Outlook are looked at.
    bare constant text := regexp_replace(html, '<!--(?!\[if)(?!>)(?!->).*?--!?>', '', 'g');
begin
    for tag in select distinct lower(m[1]) from regexp_matches(bare, '<[\s/]*([a-zA-Z!?][^\s/<>]*)', 'g') m loop
        if tag <> all (allowed) and not (is_document and tag = any (of_documents)) and tag !~ of_comments then
            return format('holds <%s>, which no letter needs', left(tag, 40));
        end if;
    end loop;
    if is_document and html !~* '</body\s*>' then return 'is a document without </body>'; end if;
    if replace(replace(regexp_replace(html, '<!--(?!>)(?!->).*?--!?>', '', 'g'), '<!-->', ''), '<!--->', '') ~ '<!--' then
        return 'holds a comment that does not end';
    end if;
    if (select count(*) from regexp_matches(bare, '<table[\s/>]', 'gi')) <> (select count(*) from regexp_matches(bare, '</table[\s/>]', 'gi')) then
        return 'holds a table without its end, or an end without its table';
    end if;
    if bare ~* '<[^>]*[\s"''/]on[a-z]+\s*=' then return 'holds an attribute that runs a script'; end if;
    if bare ~* '<[^>]*\s(href|src|background)\s*=\s*["'']?\s*(?!https://|mailto:|tel:|sms:|#|{{\s*(view|unsubscribe|preferences)_link\s*}}|["''\s>])' then
        return 'holds a link that is neither https:// nor mailto:';
    end if;
    if bare ~* '<[^>]*(expression\s*\(|javascript:|position\s*:\s*(absolute|fixed|sticky))'
        or (is_document and html ~* '@(import|font-face)') then
        return 'holds a style that loads, runs or covers something';
    end if;
    if bare ~* '<meta[^>]*http-equiv\s*=\s*["'']?\s*refresh' then return 'holds a page that leads elsewhere by itself'; end if;
    if bare ~* '<img(?![^>]*\salt(\s*=|[\s/>]))[^>]*>' then return 'holds a picture without alt'; end if;
    return null;
end
$$;
