-- What a list and an issue may have of their own beside their words, and how often a reader of a list wants its issues.

-- Null: as the settings of the worker say.
alter table facteur.list
    -- Whom its letters come from, and where answers go: `La lettre <lettre@boutique.example>`.
    add column sender text,
    add column reply_to text,
    -- The language of its letters, whatever the reader's.
    add column locale text,
    -- Whether everybody may read its issues, and readers of another list may come to it.
    add column is_public boolean not null default false,
    -- When its issues may leave: `window_fault`.
    add column sending_window text;

-- What an issue has in place of its list's: see `options_fault`.
alter table facteur.newsletter add column options jsonb;

alter table facteur.subscription
    -- At most one issue a week, or a month.
    add column pace text not null default 'always' check (pace in ('always', 'weekly', 'monthly')),
    add column paused_until timestamptz,
    -- When the last issue of the list began that the reader got; kept of who does not want all of them.
    add column last_issue_at timestamptz;
-- Nearly nobody is in it. A list of a million readers is counted by its own index alone, less these.
create index subscription_preferences on facteur.subscription (list, provider, id)
    where pace <> 'always' or paused_until is not null;

-- A name and an address, as a setting has them: `lettre@boutique.example`, `La lettre <lettre@boutique.example>`, or the name in quotes. Every
-- server must be able to answer, so the address is in ASCII before the @.
create function facteur.mailbox_fault(label text, value text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    parts constant text[] := coalesce(regexp_match(value, '^(.*)<([^<]*)>$'), array['', value]);
begin
    if value is null then return null; end if;
    return coalesce(
        facteur.name_fault(label, value), label || ' ' || facteur.words_fault(value),
        label || ' has an address that ' || facteur.address_fault(parts[2]),
        case
            when octet_length(split_part(parts[2], '@', 1)) > length(split_part(parts[2], '@', 1)) then
                label || ' has an address with a letter beyond ASCII before the @'
            when btrim(parts[1]) !~ '^"([^"\\]|\\.)*"$' and parts[1] ~ '@' then
                label || ' has more than one address: give one alone, and put a name with an @ into quotes'
        end);
end
$$;

-- A window such as `tue-thu 9-18 no-holidays`, as the program reads it (`SendingWindow`).
create function facteur.window_fault(value text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    day constant text := '(mon|tue|wed|thu|fri|sat|sun)';
    days constant text := format('%1$s(-%1$s)?(,%1$s(-%1$s)?)*', day);
    moment constant text := '([01]?[0-9]|2[0-3])(:[0-5][0-9])?';
    hours constant text := format('%1$s-(%1$s|24(:00)?)(,%1$s-(%1$s|24(:00)?))*', moment);
begin
    if value is null then return null; end if;
    if length(value) <= 100 and value ~ format('^(%1$s( %2$s)?( no-holidays)?|%2$s( no-holidays)?|no-holidays)$', days, hours)
        -- Hours without an end.
        and not exists (
            select from regexp_matches(value, '(\d+)(?::(\d+))?-(\d+)(?::(\d+))?', 'g') m
            where m[1]::integer = m[3]::integer and coalesce(m[2], '00') = coalesce(m[4], '00'))
    then return null; end if;
    return 'window is none such as tue-thu 9-18 no-holidays: days, hours, and whether French holidays are left out';
end
$$;

-- A language of which the templates have no frame: nobody would ever get the letter.
create function facteur.frame_fault(locale text) returns text
language sql stable
return (
    select format('locale %s: no template is in this language; there are %s', quote_ident(left(locale, 20)), array_to_string(k.locales, ', '))
    from facteur.kind k
    where k.name = 'newsletter' and k.locales <> '{}' and not exists (
        select from unnest(k.locales) l
        where lower(split_part(l, '-', 1)) = split_part(facteur.canonical_locale(locale), '-', 1)));

-- As before, and what a list has of its own. What is null stays as it is; `none` takes away a sender, an address for answers, a language
-- or a window.
--
-- sender, reply_to: as a mailbox is written. locale: the language of its letters. is_public: whether everybody may read its issues.
-- sending_window: when they may leave.
drop function facteur.set_list(text, text, boolean, text);
create function facteur.set_list(
    list text, title text default null, double_opt_in boolean default null, list_id text default null, sender text default null,
    reply_to text default null, locale text default null, is_public boolean default null, sending_window text default null
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
        facteur.mailbox_fault('sender', nullif(sender, 'none')), facteur.mailbox_fault('reply_to', nullif(reply_to, 'none')),
        case when locale <> 'none' then coalesce(facteur.locale_fault(locale), facteur.frame_fault(locale)) end,
        facteur.window_fault(nullif(sending_window, 'none')),
        case when double_opt_in then facteur.confirmation_fault() end));
    insert into facteur.list (name) values (set_list.list) on conflict do nothing;
    update facteur.list l
        set title = coalesce(nullif(btrim(set_list.title), ''), l.title), list_id = coalesce(set_list.list_id, l.list_id),
            double_opt_in = coalesce(set_list.double_opt_in, l.double_opt_in),
            sender = nullif(coalesce(set_list.sender, l.sender), 'none'),
            reply_to = nullif(coalesce(set_list.reply_to, l.reply_to), 'none'),
            locale = facteur.canonical_locale(nullif(coalesce(set_list.locale, l.locale), 'none')),
            is_public = coalesce(set_list.is_public, l.is_public),
            sending_window = nullif(coalesce(set_list.sending_window, l.sending_window), 'none')
        where l.name = set_list.list;
end
$$;

-- The first fault of what an issue has in place of its list's. sender, replyTo, locale: as a list has them. title: what its readers are
-- shown of the list. window: when it may leave; `none`: at any time.
create function facteur.options_fault(options jsonb) returns text
language plpgsql stable
as $$
declare
    option record;
begin
    if options is null then return null; end if;
    if jsonb_typeof(options) <> 'object' then return 'options is not a JSON object'; end if;
    for option in select o.key, jsonb_typeof(o.value) as kind from jsonb_each(options) o order by o.key loop
        if option.key not in ('locale', 'replyTo', 'sender', 'title', 'window') then
            return format('options: %s is unknown; there are locale, replyTo, sender, title, window', quote_ident(left(option.key, 100)));
        end if;
        if option.kind <> 'string' then return format('options: %s is not a text', option.key); end if;
    end loop;
    return 'options: ' || coalesce(
        facteur.mailbox_fault('sender', options ->> 'sender'), facteur.mailbox_fault('replyTo', options ->> 'replyTo'),
        case when options ? 'locale' then
            coalesce(facteur.locale_fault(options ->> 'locale'), facteur.frame_fault(options ->> 'locale')) end,
        case when facteur.is_blank(options ->> 'title') then 'title is empty: leave it out' end,
        facteur.name_fault('title', options ->> 'title'), 'title ' || facteur.words_fault(options ->> 'title'),
        facteur.window_fault(nullif(options ->> 'window', 'none')));
end
$$;

-- As before, with what the issue has in place of its list's.
drop function facteur.create_newsletter(text, jsonb, timestamptz, text);
create function facteur.create_newsletter(
    list text, content jsonb, send_at timestamptz default now(), dedup_key text default null, options jsonb default null
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
        facteur.content_fault(content), facteur.issue_language_fault(content), facteur.options_fault(nullif(options, 'null')),
        facteur.key_fault('dedup_key', dedup_key), facteur.time_fault('send_at', send_at)));
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
    insert into facteur.newsletter (id, list, content, send_at, options)
        values (id, create_newsletter.list, content, coalesce(create_newsletter.send_at, now()),
            nullif(nullif(create_newsletter.options, 'null'), '{}'));
    perform facteur.notify_workers();
    return id;
end
$$;
-- Who makes an issue at this moment must not be without the right until the rights are looked through.
do $$
declare
    role text;
begin
    foreach role in array array['facteur_producer', 'facteur_operator'] loop
        if exists (select from pg_roles where rolname = role) then
            execute format('grant execute on function facteur.create_newsletter(text, jsonb, timestamptz, text, jsonb) to %I', role);
        end if;
    end loop;
end
$$;

-- An issue's words by language tag: those without one are in the language of the list, where it has one.
create function facteur.tagged_content(content jsonb, locale text) returns jsonb
language sql immutable parallel safe
return case
    when locale is null or exists (select from jsonb_each(content) e where jsonb_typeof(e.value) = 'object') then content
    else jsonb_build_object(locale, content) end;

-- Whether a subscriber is a reader of an issue that begins at this moment. A week is counted as six days and a half, and a month as twenty-
-- seven and a half, so that nobody misses the issue of each Tuesday because it leaves some hours earlier than that of the week before.
create function facteur.wants_issue(reader facteur.subscription, at timestamptz) returns boolean
language sql stable
return ((reader).paused_until is null or (reader).paused_until <= at)
    and ((reader).pace = 'always' or (reader).last_issue_at is null
        or (reader).last_issue_at <= at - case when (reader).pace = 'weekly' then interval '156 hours' else interval '660 hours' end);

-- The readers of an issue of this list that begins at this moment, by provider, up to the subscription `last`.
create function facteur.audience(list text, last bigint, at timestamptz) returns table (provider text, readers bigint)
language sql stable
as $$
    select a.provider, a.count - coalesce(b.count, 0)
    from (
        select s.provider, count(*) from facteur.subscription s
        where s.list = audience.list and s.status = 'subscribed' and s.id <= audience.last group by s.provider) a
    left join (
        select s.provider, count(*) from facteur.subscription s
        where s.list = audience.list and s.status = 'subscribed' and s.id <= audience.last
            and (s.pace <> 'always' or s.paused_until is not null) and not facteur.wants_issue(s, audience.at)
        group by s.provider) b on b.provider = a.provider
    where a.count > coalesce(b.count, 0)
$$;

-- As before, of those who want it.
create or replace function facteur.start_newsletter(issue uuid) returns void
language plpgsql volatile
as $$
declare
    started facteur.newsletter;
begin
    update facteur.newsletter n
        set started_at = clock_timestamp(),
            last = coalesce((select max(s.id) from facteur.subscription s where s.list = n.list), 0)
        where n.id = issue returning * into started;
    insert into facteur.newsletter_progress (newsletter, provider, audience)
        select issue, a.provider, a.readers from facteur.audience(started.list, started.last, started.started_at) a;
end
$$;

-- As before. Before it has begun, whoever would want it now waits.
create or replace function facteur.newsletter_ledger(
    newsletter uuid, out subscribers bigint, out sent bigint, out waiting bigint, out suppressed bigint, out failed bigint,
    out in_doubt bigint, out cancelled bigint, out bounced bigint, out complained bigint, out rate numeric
)
language sql stable security definer set search_path = facteur, pg_temp
as $$
    with issue as (
        select * from facteur.newsletter n where n.id = newsletter_ledger.newsletter
    ), progress as (
        select coalesce(sum(p.audience), 0)::bigint as audience, coalesce(sum(p.expanded), 0)::bigint as expanded,
            coalesce(sum(p.expanded - p.made), 0)::bigint as skipped
        from facteur.newsletter_progress p where p.newsletter = newsletter_ledger.newsletter
    ), readers as (
        select case when i.started_at is null
            then (select coalesce(sum(a.readers), 0)::bigint from facteur.audience(i.list, 9223372036854775807, now()) a)
            else p.audience end as count
        from issue i, progress p
    ), ends as (
        select coalesce(sum(t.count) filter (where t.outcome = 'sent'), 0)::bigint as sent,
            coalesce(sum(t.count) filter (where t.outcome = 'suppressed'), 0)::bigint as suppressed,
            coalesce(sum(t.count) filter (where t.outcome = 'cancelled'), 0)::bigint as cancelled,
            coalesce(sum(t.count) filter (where t.outcome = 'bounced'), 0)::bigint as bounced,
            -- Refused, or given up.
            coalesce(sum(t.count) filter (where t.outcome not in ('sent', 'suppressed', 'cancelled', 'bounced')), 0)::bigint
                as failed,
            coalesce(sum(t.count) filter (where t.at > now() - interval '1 minute'), 0) as lately
        from facteur.issue_outcome t where t.newsletter = newsletter_ledger.newsletter
    ), queue as (
        select (select count(*) from facteur.ready r where r.newsletter = newsletter_ledger.newsletter)
            + (select count(*) from facteur.scheduled s where s.newsletter = newsletter_ledger.newsletter)
            + (select count(*) from facteur.lease l where l.newsletter = newsletter_ledger.newsletter) as count
    ), rest as (
        select r.count - p.expanded as count from readers r, progress p
    )
    select r.count, e.sent,
        q.count + case when i.cancelled_at is null then x.count else 0 end,
        p.skipped + e.suppressed, e.failed,
        (select count(*) from facteur.in_doubt d where d.newsletter = newsletter_ledger.newsletter),
        e.cancelled + case when i.cancelled_at is null then 0 else x.count end,
        e.bounced, facteur.complaints(newsletter_ledger.newsletter),
        e.lately / least(greatest(extract(epoch from now() - i.started_at), 1), 60)
    from issue i, progress p, readers r, queue q, ends e, rest x
$$;

-- Who comes back to a list wants its issues at once, however they come back.
create function facteur.end_pause() returns trigger
language plpgsql
as $$
begin
    new.paused_until := null;
    return new;
end
$$;
create trigger end_pause before update of status on facteur.subscription
    for each row when (old.status <> 'subscribed' and new.status = 'subscribed') execute function facteur.end_pause();

-- What the holder of a token may choose: of the lists that the token's address is or was on, the token's own first, and of public lists.
-- title: null where the operator set none. paused_until: null where it is over.
create function facteur.preferences_by_token(token text)
returns table (list text, title text, subscribed boolean, pace text, paused_until timestamptz)
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select l.name, l.title, coalesce(s.status = 'subscribed', false), coalesce(s.pace, 'always'),
        case when s.paused_until > now() then s.paused_until end
    from facteur.subscription holder
    cross join facteur.list l
    left join facteur.subscription s on s.list = l.name and s.address = holder.address
    where holder.token = preferences_by_token.token and (s.id is not null or l.is_public)
    order by l.name <> holder.list, coalesce(l.title, l.name), l.name
$$;

-- Puts the holder of a token on a public list that they were never on: by a link in a mail to them, so they are not asked again.
create function facteur.join_list(holder facteur.subscription, list text) returns boolean
language plpgsql volatile
as $$
begin
    insert into facteur.subscription (
            list, email, address, provider, locale, name, token, status, source, consented_at)
        select l.name, holder.email, holder.address, holder.provider, holder.locale, holder.name, facteur.new_token(), 'subscribed',
            'preferences', now()
        from facteur.list l where l.name = join_list.list and l.is_public
        on conflict on constraint subscription_list_address_key do nothing;
    if not found then return false; end if;
    perform facteur.note_return(holder.address);
    return true;
end
$$;

-- How often a subscriber wants the issues of a list; this ends a pause. When the last one was that they got is known from then on: until then
-- they got each of the list.
create function facteur.choose_pace(reader facteur.subscription, pace text) returns boolean
language plpgsql volatile
as $$
begin
    update facteur.subscription s
        set pace = choose_pace.pace, paused_until = null, last_issue_at = case
            when s.pace <> 'always' then s.last_issue_at
            else (
                select max(n.started_at) from facteur.newsletter n
                where n.list = s.list and n.started_at >= s.subscribed_at and n.last >= s.id) end
        where s.id = reader.id and s.status = 'subscribed' and (s.pace <> choose_pace.pace or s.paused_until > now());
    return found;
end
$$;

-- What a reader chooses on the page of preferences, for any list that is shown there; whether it changed anything. Doing so twice is
-- harmless.
--
-- change: leave; return (comes back, joins a public list, or ends a pause); always, weekly, monthly (at most so many issues, and no pause);
-- pause (nothing for thirty days from now). Of these last four only a subscriber has any.
create function facteur.change_preference(token text, list text, change text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    holder facteur.subscription;
    own facteur.subscription;
begin
    perform facteur.refuse(case when coalesce(change, '') not in ('leave', 'return', 'always', 'weekly', 'monthly', 'pause') then
        'change is none of leave, return, always, weekly, monthly, pause' end);
    select s.* into holder from facteur.subscription s where s.token = change_preference.token;
    if not found then return false; end if;
    select s.* into own from facteur.subscription s
        where s.list = change_preference.list and s.address = holder.address for update;
    if not found then return change = 'return' and facteur.join_list(holder, list); end if;
    case change
        when 'leave' then return facteur.unsubscribe_by_token(own.token);
        when 'return' then
            if own.status = 'unsubscribed' then return facteur.resubscribe_by_token(own.token); end if;
            if own.status = 'pending' then return facteur.confirm_by_token(own.token); end if;
            update facteur.subscription s set paused_until = null where s.id = own.id and s.paused_until > now();
        when 'pause' then
            -- Once more within a day is the same press of a button.
            update facteur.subscription s set paused_until = now() + interval '720 hours'
                where s.id = own.id and s.status = 'subscribed'
                    and coalesce(s.paused_until < now() + interval '696 hours', true);
        else return facteur.choose_pace(own, change);
    end case;
    return found;
end
$$;
