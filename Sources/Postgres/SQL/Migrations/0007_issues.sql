-- Issues of newsletters: what may be in one, and what people do with it.

-- HTML that an editor may send: words, lists, tables and pictures. Nothing that runs, that collects, or that loads more than a
-- picture; mail programs would drop it, and their filters count it against the sender.
create function facteur.html_fault(html text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    tag text;
    allowed constant text[] := array['a', 'abbr', 'b', 'blockquote', 'br', 'center', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4',
        'hr', 'i', 'img', 'li', 'ol', 'p', 'pre', 's', 'small', 'span', 'strong', 'sub', 'sup', 'table', 'tbody', 'td', 'th',
        'thead', 'tr', 'u', 'ul'];
begin
    for tag in select distinct lower(m[1]) from regexp_matches(html, '<[\s/]*([^\s/<>]*)', 'g') m loop
        if tag <> all (allowed) then return format('holds <%s>, which no letter needs', left(tag, 40)); end if;
    end loop;
    if html ~* '<[^>]*[\s"''/]on[a-z]+\s*=' then return 'holds an attribute that runs a script'; end if;
    if html ~* '<[^>]*(href|src|background)\s*=\s*["'']?\s*(?!https://|mailto:|["''\s>])' then
        return 'holds a link that is neither https:// nor mailto:';
    end if;
    if html ~* '<img(?![^>]*\salt\s*=)[^>]*>' then return 'holds a picture without alt'; end if;
    return null;
end
$$;

-- Lines of words: what ends a line may be LF or CRLF, and a tab may stand among the words.
create function facteur.body_fault(label text, value text) returns text
language sql immutable parallel safe
return case
    when replace(value, E'\r\n', E'\n') ~ '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]' then
        label || ' holds a control character'
    when value ~ '[\U000f0000\U000f0001]' then label || ' holds a private character that no text has'
end;

-- The first fault of an issue's words in one language.
create function facteur.edition_fault(edition jsonb) returns text
language plpgsql immutable
as $$
declare
    key text;
begin
    for key in select k from jsonb_object_keys(edition) k loop
        if key not in ('subject', 'title', 'preheader', 'markdown', 'text', 'html') then
            return format('%s is unknown', quote_ident(left(key, 100)));
        end if;
        if jsonb_typeof(edition -> key) <> 'string' then return format('%s is not a text', key); end if;
    end loop;
    return coalesce(
        case when facteur.is_blank(coalesce(edition ->> 'subject', edition ->> 'title', '')) then 'subject is missing' end,
        facteur.name_fault('subject', edition ->> 'subject'), facteur.name_fault('title', edition ->> 'title'),
        facteur.name_fault('preheader', edition ->> 'preheader'),
        'subject ' || facteur.words_fault(edition ->> 'subject'), 'title ' || facteur.words_fault(edition ->> 'title'),
        'preheader ' || facteur.words_fault(edition ->> 'preheader'),
        case
            when facteur.is_blank(coalesce(edition ->> 'markdown', edition ->> 'text', '')) then
                'text is missing: give markdown, or text beside html'
        end,
        facteur.body_fault('markdown', edition ->> 'markdown'), facteur.body_fault('text', edition ->> 'text'),
        facteur.body_fault('html', edition ->> 'html'),
        'html ' || facteur.html_fault(edition ->> 'html'));
end
$$;

-- The first fault of an issue's content: the words for everybody, or an object of words for each language tag.
create function facteur.content_fault(content jsonb) returns text
language plpgsql immutable
as $$
declare
    tag text;
    fault text;
begin
    if jsonb_typeof(content) is distinct from 'object' then return 'content is not a JSON object'; end if;
    if octet_length(content::text) > 262144 then return 'content is larger than 256 KiB'; end if;
    if content = '{}' or exists (select from jsonb_each(content) e where jsonb_typeof(e.value) <> 'object') then
        return 'content ' || facteur.edition_fault(content);
    end if;
    for tag in select k from jsonb_object_keys(content) k order by k loop
        fault := coalesce(facteur.tag_fault(tag), facteur.edition_fault(content -> tag));
        if fault is not null then return format('content %s: %s', quote_ident(left(tag, 20)), fault); end if;
    end loop;
    return null;
end
$$;

-- A language of an issue's words in which the templates have no frame: nobody would ever get them.
create function facteur.issue_language_fault(content jsonb) returns text
language sql stable
return (
    select format('content %s: no template is in this language; there are %s',
        quote_ident(left(tag, 20)), array_to_string(k.locales, ', '))
    from facteur.kind k, jsonb_object_keys(content) tag
    where k.name = 'newsletter' and k.locales <> '{}' and jsonb_typeof(content -> tag) = 'object'
        and not exists (
            select from unnest(k.locales) l
            where lower(split_part(l, '-', 1)) = lower(split_part(replace(tag, '_', '-'), '-', 1)))
    order by tag limit 1);

-- One issue, sent to everybody who is subscribed when it is sent.
create function facteur.create_newsletter(
    list text, content jsonb, send_at timestamptz default now(), dedup_key text default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    id constant uuid := facteur.new_id();
    owner uuid;
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
        owner := facteur.take_dedup_key('newsletter', dedup_key, id);
        if owner <> id then
            if exists (select from facteur.newsletter n where n.id = owner and n.cancelled_at is not null) then
                perform facteur.refuse(
                    'dedup_key is that of an issue that was cancelled: give the corrected one another');
            end if;
            return owner;
        end if;
    end if;
    insert into facteur.newsletter (id, list, content, send_at)
        values (id, create_newsletter.list, content, coalesce(create_newsletter.send_at, now()));
    perform facteur.notify_workers();
    return id;
end
$$;

-- A copy of an issue to one address. It counts for nothing, and its way out of the list leads nowhere.
create function facteur.test_newsletter(newsletter uuid, address text, locale text) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    id constant uuid := facteur.new_id();
begin
    perform facteur.refuse(coalesce(
        case when not exists (select from facteur.newsletter n where n.id = test_newsletter.newsletter) then
            'the newsletter is unknown'
        end,
        'address ' || facteur.address_fault(address), facteur.locale_fault(locale)));
    insert into facteur.message (
            id, kind, lane, recipient, locale, parameters, has_secrets, enqueued_at, due_at, newsletter)
        values (id, 'newsletter', 'bulk', address, facteur.canonical_locale(locale), '{}', false, now(), now(), test_newsletter.newsletter);
    insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
        values (id, 'bulk', now(), now(), 'newsletter', facteur.family(address));
    perform facteur.notify_workers();
    return id;
end
$$;

-- Ends an issue: what was not made will not be, and what waits is withdrawn. What a worker holds at this moment goes its way.
create function facteur.cancel_newsletter(newsletter uuid) returns bigint
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    gone uuid[];
begin
    update facteur.newsletter n set cancelled_at = clock_timestamp() where n.id = cancel_newsletter.newsletter and n.cancelled_at is null;
    if not found then perform facteur.refuse('the newsletter is unknown or cancelled already'); end if;
    gone := facteur.withdraw(array(
        select r.id from facteur.ready r where r.newsletter = cancel_newsletter.newsletter
        union all
        select s.id from facteur.scheduled s where s.newsletter = cancel_newsletter.newsletter));
    perform facteur.end_messages(gone, 'cancelled');
    return cardinality(gone);
end
$$;
