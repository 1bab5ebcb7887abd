-- Issues: what may be in one, who gets it and when, and what became of it.

-- HTML that an editor may send: words, lists, tables and pictures. Nothing that runs, that collects, or that loads more than a
-- picture; mail programs would drop it, and their filters count it against the sender.
create function facteur.html_fault(html text) returns text
language plpgsql immutable parallel safe
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
        case when coalesce(btrim(edition ->> 'subject'), btrim(edition ->> 'title'), '') = '' then 'subject is missing' end,
        facteur.name_fault('subject', edition ->> 'subject'), facteur.name_fault('title', edition ->> 'title'),
        facteur.name_fault('preheader', edition ->> 'preheader'),
        case
            when coalesce(btrim(edition ->> 'markdown'), btrim(edition ->> 'text'), '') = '' then
                'text is missing: give markdown, or text beside html'
        end,
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
        fault := coalesce(facteur.locale_fault(tag), facteur.edition_fault(content -> tag));
        if fault is not null then return format('content %s: %s', quote_ident(left(tag, 20)), fault); end if;
    end loop;
    return null;
end
$$;

-- One issue, sent to everybody who is subscribed when it is sent.
create function facteur.create_newsletter(
    list text, content jsonb, send_at timestamptz default now(), dedup_key text default null
) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    id constant uuid := facteur.new_id();
    earlier uuid;
begin
    perform facteur.refuse(coalesce(
        case when not exists (select from facteur.list l where l.name = create_newsletter.list) then
            format('list %s is unknown', quote_ident(left(coalesce(create_newsletter.list, ''), 100)))
        end,
        case when not exists (select from facteur.kind k where k.name = 'newsletter' and k.lane = 'bulk') then
            'kind newsletter is unknown'
        end,
        facteur.content_fault(content), facteur.key_fault('dedup_key', dedup_key),
        case when not isfinite(send_at) then 'send_at is not a moment' end));
    while dedup_key is not null loop
        insert into facteur.dedup values ('newsletter', dedup_key, id) on conflict do nothing;
        exit when found;
        select d.message into earlier from facteur.dedup d where d.kind = 'newsletter' and d.key = dedup_key;
        if found then return earlier; end if;
    end loop;
    insert into facteur.newsletter (id, list, content, send_at)
        values (id, create_newsletter.list, content, coalesce(create_newsletter.send_at, now()));
    perform facteur.wake();
    return id;
end
$$;

-- The first chunk's part: who gets the issue is settled here, once, so that its ledger adds up to the end.
create function facteur.start_newsletter(issue uuid) returns void
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
        select issue, s.provider, count(*) from facteur.subscription s
        where s.list = started.list and s.status = 'subscribed' and s.id <= started.last
        group by s.provider;
end
$$;

-- How many more messages of a provider, or of `all`, may be made now: no more than `most` may wait, and no more than its pace
-- will have sent in half a minute, so that a slow provider does not fill the hot tables.
create function facteur.capacity(of_provider text, most bigint) returns bigint
language sql stable
as $$
    with waiting as (
        select count(*) as count from (
            select r.family from facteur.ready r where r.lane = 'bulk'
            union all
            select s.family from facteur.scheduled s where s.lane = 'bulk' and s.due_at < now() + interval '1 minute') w
        where w.family = of_provider
            or of_provider = 'all' and w.family <> all (array(select k.family from facteur.parked_domain k))
    )
    select case
        -- Of a parked provider nothing is made but the message that is to probe it.
        when k.until > now() or w.count > 0 and k.until is not null then 0
        when k.until is not null then least(most, 1)
        else greatest(least(most, coalesce(
            (select greatest(p.per_minute / 2, 1) from facteur.pace p where p.provider = of_provider), most))
            - w.count, 0)
    end
    from waiting w left join facteur.parked_domain k on k.family = of_provider
$$;

-- How many bulk messages the warm-up leaves for today; null: as many as there are.
create function facteur.warm_up_capacity() returns bigint
language sql stable
as $$
    select case when i.warm_up_from <= d.today then
            greatest(floor(i.warm_up_first * power(i.warm_up_growth, least(d.today - i.warm_up_from, 60)))::bigint
                - case when i.day = d.today then i.made_today else 0 end, 0)
        end
    from facteur.installation i, (select (now() at time zone 'UTC')::date as today) d
$$;

-- Makes an issue's messages for the next `most` readers at one provider, due one after the other at the provider's pace. Returns
-- how many readers were dealt with.
create function facteur.expand_provider(issue facteur.newsletter, of_provider text, most bigint) returns bigint
language plpgsql volatile
set plan_cache_mode = force_custom_plan
set enable_sort = off
set jit = off
as $$
declare
    definition facteur.kind;
    progress facteur.newsletter_progress;
    now constant timestamptz := clock_timestamp();
    step interval;
    first_slot timestamptz;
    taken bigint;
    created bigint;
    reached bigint;
begin
    select * into strict definition from facteur.kind k where k.name = 'newsletter';
    select * into strict progress from facteur.newsletter_progress p
        where p.newsletter = issue.id and p.provider = of_provider;
    -- Whichever is slower leads: the provider's pace or everybody's.
    select max(interval '1 minute' / p.per_minute), max(greatest(p.slot, now)) into step, first_slot
        from facteur.pace p where p.provider in (of_provider, 'all');
    step := coalesce(step, '0');
    first_slot := coalesce(first_slot, now);

    with recipients as materialized (
        select s.*, row_number() over () - 1 as number from (
            select s.* from facteur.subscription s
            where s.list = issue.list and s.provider = of_provider and s.status = 'subscribed'
                and s.id > progress.cursor and s.id <= issue.last
                -- Who left since then and came back is not among those that were counted.
                and s.subscribed_at <= issue.started_at
            order by s.id limit most) s
    ), messages as (
        insert into facteur.message (
                id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, enqueued_at, due_at, expires_at,
                newsletter, subscription)
            select facteur.new_id(), definition.name, definition.lane, r.email, r.name, r.locale, '{}', false, now,
                first_slot + r.number * step, now + definition.expires_after, issue.id, r.id
            from recipients r
            where not exists (select from facteur.suppression u where u.address = r.address)
            returning id, facteur.family(recipient) as family, due_at
    ), timed as (
        -- Mail to a parked domain waits aside, so that it does not crowd the ready table.
        select m.id, m.family, m.due_at as first_due_at, greatest(m.due_at, p.until) as due_at
        from messages m left join facteur.parked_domain p on p.family = m.family
    ), due as (
        insert into facteur.ready (id, lane, due_at, first_due_at, newsletter, kind, family)
            select t.id, definition.lane, t.due_at, t.first_due_at, issue.id, definition.name, t.family
            from timed t where t.due_at <= now + interval '1 second'
    ), later as (
        insert into facteur.scheduled (id, lane, due_at, first_due_at, newsletter, kind, family)
            select t.id, definition.lane, t.due_at, t.first_due_at, issue.id, definition.name, t.family
            from timed t where t.due_at > now + interval '1 second'
    )
    select count(*), max(r.id), (select count(*) from messages) into taken, reached, created from recipients r;

    -- A short chunk was the last one: who is missing has left since the issue began.
    update facteur.newsletter_progress p
        set cursor = coalesce(reached, p.cursor), is_done = taken < most, made = p.made + created,
            audience = greatest(p.audience, p.expanded + taken),
            expanded = case when taken < most then greatest(p.audience, p.expanded + taken) else p.expanded + taken end
        where p.newsletter = issue.id and p.provider = of_provider;
    update facteur.pace p
        set slot = greatest(p.slot, now) + created * interval '1 minute' / p.per_minute
        where p.provider in (of_provider, 'all');
    update facteur.installation i
        set day = (now at time zone 'UTC')::date,
            made_today = created
                + case when i.day = (now at time zone 'UTC')::date then i.made_today else 0 end
        where i.warm_up_from is not null;
    return taken;
end
$$;

-- Whether an issue may go on: its first messages have been tried, and of those that the relay has answered for not too many were
-- refused. Pauses it otherwise.
create function facteur.judge_newsletter(issue facteur.newsletter) returns boolean
language plpgsql volatile
as $$
declare
    rule facteur.installation;
    sent bigint;
    failed bigint;
begin
    select * into strict rule from facteur.installation;
    if not issue.approved then
        if (select sum(p.expanded) from facteur.newsletter_progress p where p.newsletter = issue.id) < rule.canary then
            return true;
        end if;
        if exists (select from facteur.lease l where l.newsletter = issue.id)
            or exists (
                select from (
                    select r.family from facteur.ready r where r.newsletter = issue.id
                    union all
                    select s.family from facteur.scheduled s where s.newsletter = issue.id and s.attempt = 1) w
                where w.family <> all (array(select k.family from facteur.parked_domain k))) then
            return false;
        end if;
    end if;
    select coalesce(sum(t.count) filter (where t.outcome = 'sent'), 0),
            coalesce(sum(t.count) filter (where t.outcome = 'failed'), 0)
        into sent, failed from facteur.tally t where t.newsletter = issue.id;
    -- Resumed, it goes on: a person has looked at what was refused until then.
    failed := failed - issue.excused;
    if failed > rule.pause_above * (sent + failed) and sent + failed >= least(rule.canary, 100) then
        insert into facteur.pause (name, scope, reason) values (issue.id::text, 'newsletter', format(
                '%s of its first %s messages were refused: look at the replies, then resume it', failed, sent + failed))
            on conflict do nothing;
        update facteur.newsletter n set approved = true, excused = n.excused + failed where n.id = issue.id;
        return false;
    end if;
    update facteur.newsletter n set approved = true where n.id = issue.id and not n.approved;
    return true;
end
$$;

-- Makes the next messages of the issue whose turn was longest ago, at most `chunk` and only while fewer than `depth` bulk messages
-- wait; false when there is nothing to do.
create function facteur.expand_newsletter(depth bigint, chunk bigint) returns boolean
language plpgsql volatile
as $$
declare
    issue facteur.newsletter;
    progress facteur.newsletter_progress;
    audience bigint;
    canary bigint;
    capacity bigint;
    share bigint;
    taken bigint;
begin
    for issue in
        select n.* from facteur.newsletter n
        where n.expanded_at is null and n.cancelled_at is null and n.send_at <= clock_timestamp()
            and not exists (select from facteur.pause p where p.name in ('bulk', 'newsletter', n.id::text))
        order by n.turn_at nulls first, n.send_at for update skip locked
    loop
        capacity := least(facteur.capacity('all', depth), chunk, facteur.warm_up_capacity());
        exit when capacity <= 0;
        if issue.started_at is null then
            perform facteur.start_newsletter(issue.id);
            select * into issue from facteur.newsletter n where n.id = issue.id;
        end if;
        continue when not facteur.judge_newsletter(issue);
        select n.approved into issue.approved from facteur.newsletter n where n.id = issue.id;
        canary := null;
        if not issue.approved then
            select i.canary - coalesce(sum(p.expanded), 0), sum(p.audience) into canary, audience
                from facteur.installation i left join facteur.newsletter_progress p on p.newsletter = issue.id
                group by i.canary;
            capacity := least(capacity, canary);
        end if;
        taken := 0;
        for progress in
            select * from facteur.newsletter_progress p where p.newsletter = issue.id and not p.is_done order by p.provider
        loop
            -- The first messages go to all providers, to each by its part in the audience.
            share := least(facteur.capacity(progress.provider, capacity - taken),
                ceil(canary * progress.audience / nullif(audience, 0)::numeric));
            continue when share <= 0;
            taken := taken + facteur.expand_provider(issue, progress.provider, share);
        end loop;
        update facteur.newsletter n
            set turn_at = clock_timestamp(),
                expanded_at = case
                    when not exists (
                        select from facteur.newsletter_progress p where p.newsletter = n.id and not p.is_done)
                    then clock_timestamp() end
            where n.id = issue.id;
        if taken > 0 then return true; end if;
    end loop;
    return false;
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
        values (id, 'newsletter', 'bulk', address, locale, '{}', false, now(), now(), test_newsletter.newsletter);
    insert into facteur.ready (id, lane, due_at, first_due_at, kind, family)
        values (id, 'bulk', now(), now(), 'newsletter', facteur.family(address));
    perform facteur.wake();
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

-- What became of an issue's readers: they are always as many as the rest together. Before it has begun, whoever is subscribed
-- waits. `rate`: readers dealt with in each second of the last minute.
create function facteur.newsletter_ledger(
    newsletter uuid, out subscribers bigint, out sent bigint, out waiting bigint, out suppressed bigint, out failed bigint,
    out in_doubt bigint, out cancelled bigint, out rate numeric
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
            then (select count(*) from facteur.subscription s where s.list = i.list and s.status = 'subscribed')
            else p.audience end as count
        from issue i, progress p
    ), ends as (
        select coalesce(sum(t.count) filter (where t.outcome = 'sent'), 0)::bigint as sent,
            coalesce(sum(t.count) filter (where t.outcome = 'suppressed'), 0)::bigint as suppressed,
            coalesce(sum(t.count) filter (where t.outcome = 'cancelled'), 0)::bigint as cancelled,
            -- Refused, or given up.
            coalesce(sum(t.count) filter (where t.outcome not in ('sent', 'suppressed', 'cancelled')), 0)::bigint as failed,
            coalesce(sum(t.count) filter (where t.at > now() - interval '1 minute'), 0) as lately
        from facteur.tally t where t.newsletter = newsletter_ledger.newsletter
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
        e.lately / least(greatest(extract(epoch from now() - i.started_at), 1), 60)
    from issue i, progress p, readers r, queue q, ends e, rest x
$$;
