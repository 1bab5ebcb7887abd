-- What the law asks (GDPR, articles 15 and 17): all that is held about a person, and its end.
--
-- A person is an address in the one form in which addresses are compared. Whoever had themselves erased is remembered by a keyed hash of
-- it alone: enough to know the address again where an old file would bring it back, and not enough to tell whose it was.

-- The pads of HMAC-SHA-256 (RFC 2104) over a key that was drawn once. No role reads it; with it and a list of addresses it could be found
-- out who was erased.
create table facteur.erasure_key (
    singleton boolean primary key default true check (singleton),
    inner_pad bytea not null,
    outer_pad bytea not null
);

do $$
declare
    key constant bytea := sha256(
        uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));
    inner_pad bytea := decode(repeat('36', 64), 'hex');
    outer_pad bytea := decode(repeat('5c', 64), 'hex');
begin
    for place in 0 .. 31 loop
        inner_pad := set_byte(inner_pad, place, get_byte(key, place) # 54);
        outer_pad := set_byte(outer_pad, place, get_byte(key, place) # 92);
    end loop;
    insert into facteur.erasure_key (inner_pad, outer_pad) values (inner_pad, outer_pad);
end
$$;

create function facteur.person_hash(address text) returns bytea
language sql stable
return (
    select sha256(k.outer_pad || sha256(k.inner_pad || convert_to(facteur.canonical_address(address), 'UTF8')))
    from facteur.erasure_key k);

-- The proof that somebody was erased: when, by whom, and how much. Kept for good, for it keeps them out as well.
create table facteur.erasure (
    number bigint generated always as identity primary key,
    person bytea not null,
    at timestamptz not null default now(),
    -- A database user.
    by_whom text not null default session_user,
    -- Without the address, should it have been in it.
    reason text,
    -- {"messages": 3, ...}: rows that were changed, by table.
    counts jsonb not null default '{}',
    -- When the person came back of their own will. From then on they are somebody like others.
    returned_at timestamptz
);
create index erasure_person on facteur.erasure (person);

-- Whether somebody had themselves erased, and did not come back. Keeps out newsletters and imports: marketing. An order that they place
-- later is confirmed to them (a contract, article 6(1)(b); Code de la consommation L221-13), so `enqueue` does not ask.
create function facteur.was_erased(address text) returns boolean
language sql stable
return exists (
    select from facteur.erasure e where e.person = facteur.person_hash(address) and e.returned_at is null);

-- The reader's own yes.
create function facteur.note_return(address text) returns void
language sql volatile
as $$
    update facteur.erasure e set returned_at = now()
        where e.person = facteur.person_hash(note_return.address) and e.returned_at is null
$$;

-- What stands in the place of an address that was erased: nobody's (RFC 2606 section 2).
create function facteur.nobody() returns text
language sql immutable parallel safe
return 'erased@erased.invalid';

-- Finds a person's address in other words, whole and in any case: in what a server replied, in a key that an application chose.
create function facteur.mention_pattern(addresses text[]) returns text
language sql immutable
set standard_conforming_strings = on
return (
    select '(?<![[:alnum:]._%+-])(' || string_agg(distinct regexp_replace(a, '([^[:alnum:]@])', '\\\1', 'g'), '|')
        || ')(?![[:alnum:]-]|[.][[:alnum:]])'
    from unnest(addresses) a where a <> '');

create function facteur.without_mention(words text, pattern text) returns text
language sql immutable
return regexp_replace(words, pattern, facteur.nobody(), 'gi');

-- In which ways a person's address is written in our rows.
create function facteur.spellings(address text, messages uuid[]) returns text[]
language sql stable
return array(
    select lower(spellings.address)
    union select facteur.canonical_address(spellings.address)
    union select lower(m.recipient) from facteur.message m where m.id = any (messages)
    union select lower(s.email) from facteur.subscription s
        where s.address = facteur.canonical_address(spellings.address));

create function facteur.messages_to(address text) returns uuid[]
language sql stable
return array(
    select m.id from facteur.message m
    where facteur.canonical_address(m.recipient) = facteur.canonical_address(messages_to.address));

-- Where words stand that a person or a server chose, beside messages, their attempts and reports: anybody's address may be among them. A
-- new column of that kind gets its line here. Those of tables that are not there are passed over.
create function facteur.free_words() returns table (relation text, field text)
language sql stable
as $$
    select t.relation, t.field from (values
        ('parked_domain', 'reason'), ('relay_outage', 'reason'), ('pause', 'reason'), ('suppression', 'reason'),
        ('subscription', 'source'), ('erasure', 'reason'), ('audit', 'target'), ('audit', 'effect'), ('audit', 'reason'),
        ('worker_trouble', 'reason'), ('recent_failure', 'reply')) as t (relation, field)
    where to_regclass('facteur.' || t.relation) is not null
$$;

-- What of them names a person, by table: {"pause": ["..."]}.
create function facteur.mentions(pattern text) returns jsonb
language plpgsql stable
as $$
declare
    place record;
    found jsonb;
    all_found jsonb := '{}';
begin
    for place in select * from facteur.free_words() loop
        execute format('select jsonb_agg(t.%2$I) from facteur.%1$I t where t.%2$I ~* $1', place.relation, place.field)
            into found using pattern;
        all_found := all_found || jsonb_build_object(
            place.relation, coalesce(all_found -> place.relation, '[]') || coalesce(found, '[]'));
    end loop;
    return all_found;
end
$$;

-- A person's messages, with their attempts; the values of secret parameters are not shown.
create function facteur.person_messages(ids uuid[]) returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(
        to_jsonb(m) || jsonb_build_object(
            'parameters', m.parameters || coalesce((
                select jsonb_object_agg(k, '(secret)') from facteur.message_secret x, jsonb_object_keys(x.parameters) k
                where x.id = m.id), '{}'),
            'state', facteur.message_state(m.id),
            'ended_at', (select e.at from facteur.ended e where e.id = m.id),
            'dedup_keys', (select coalesce(jsonb_agg(d.key), '[]') from facteur.dedup d where d.message = m.id),
            'domain', (
                select w.family from (
                    select r.id, r.family from facteur.ready r union all select s.id, s.family from facteur.scheduled s
                    union all select l.id, l.family from facteur.lease l
                    union all select d.id, d.family from facteur.in_doubt d) w
                where w.id = m.id limit 1),
            'attempts', (
                select coalesce(jsonb_agg(to_jsonb(d) - 'message' order by d.number), '[]')
                from facteur.delivery d where d.message = m.id))
        order by m.sequence), '[]')
    from facteur.message m where m.id = any (ids)
$$;

-- Where else a person is named: of messages to others it says which, and not to whom.
create function facteur.person_mentions(ids uuid[], pattern text) returns jsonb
language sql stable
as $$
    select jsonb_build_object(
        'messages', (
            select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'kind', m.kind, 'enqueued_at', m.enqueued_at)), '[]')
            from facteur.message m
            where m.id <> all (ids) and concat_ws(' ', m.parameters::text, m.dedup_key, m.supersede_key) ~* pattern),
        'dedup_keys', (
            select coalesce(jsonb_agg(d.key), '[]') from facteur.dedup d where d.message <> all (ids) and d.key ~* pattern),
        'attempts', (
            select coalesce(jsonb_agg(to_jsonb(d)), '[]') from facteur.delivery d
            where d.message <> all (ids) and d.reply ~* pattern)) || facteur.mentions(pattern)
$$;

-- All that is held about the person with this address. Secret are the values of secret parameters and the tokens of subscriptions: they
-- open doors, whoever asks. Of messages to others that name the person it says which, and not to whom.
create function facteur.export_person(address text) returns jsonb
language plpgsql stable security definer set search_path = facteur, pg_temp
as $$
declare
    ids uuid[];
    pattern text;
    readers bigint[];
begin
    perform facteur.refuse('address ' || facteur.address_fault(address));
    ids := facteur.messages_to(address);
    pattern := facteur.mention_pattern(facteur.spellings(address, ids));
    readers := array(select s.id from facteur.subscription s where s.address = facteur.canonical_address(export_person.address));
    return jsonb_build_object(
        'address', facteur.canonical_address(address),
        'exported_at', now(),
        'messages', facteur.person_messages(ids),
        'subscriptions', (
            select coalesce(jsonb_agg(to_jsonb(s) || '{"token": "(secret)"}' order by s.id), '[]')
            from facteur.subscription s where s.id = any (readers)),
        'suppressions', (
            select coalesce(jsonb_agg(to_jsonb(u)), '[]') from facteur.suppression u
            where u.address = facteur.canonical_address(export_person.address)),
        'reports', (
            select coalesce(jsonb_agg(to_jsonb(r) order by r.number), '[]') from facteur.report r
            where r.message = any (ids) or r.subscription = any (readers)
                or concat_ws(' ', r.recipient, r.key, r.reply, r.reporter) ~* pattern),
        'mentions', facteur.person_mentions(ids, pattern),
        'erasures', (
            select coalesce(jsonb_agg(to_jsonb(e) - 'person' order by e.number), '[]') from facteur.erasure e
            where e.person = facteur.person_hash(export_person.address)));
end
$$;

-- Takes a person out of messages that have ended, with their attempts and keys: rows stay, for counts, and tell of nobody. They can't be sent
-- again. What an application's key of another form keeps from being sent twice stays until the message's own end (`tidy`).
create function facteur.erase_messages(ids uuid[], pattern text) returns jsonb
language plpgsql volatile
as $$
declare
    messages bigint;
    attempts bigint;
begin
    delete from facteur.dedup d where d.message = any (ids) and d.key ~* pattern;
    update facteur.message m
        set recipient = facteur.nobody(), recipient_name = null, parameters = '{}', has_secrets = true, dedup_key = null,
            supersede_key = null, subscription = null
        where m.id = any (ids);
    get diagnostics messages = row_count;
    delete from facteur.message_secret s where s.id = any (ids);
    update facteur.delivery d set reply = '' where d.message = any (ids) and d.reply <> '';
    get diagnostics attempts = row_count;
    return jsonb_build_object('messages', messages, 'attempts', attempts);
end
$$;

-- Takes a person out of what speaks of others: messages that have ended, replies of servers, reasons.
create function facteur.erase_mentions(pattern text) returns bigint
language plpgsql volatile
as $$
declare
    changed bigint;
    total bigint := 0;
    place record;
begin
    with named as (
        select m.id from facteur.message m join facteur.ended e on e.id = m.id
        where concat_ws(' ', m.parameters::text, m.dedup_key, m.supersede_key) ~* pattern
    ), forgotten as (
        delete from facteur.dedup d where d.message = any (array(select n.id from named n)) and d.key ~* pattern
    )
    update facteur.message m
        set parameters = facteur.without_mention(m.parameters::text, pattern)::jsonb,
            dedup_key = facteur.without_mention(m.dedup_key, pattern),
            supersede_key = facteur.without_mention(m.supersede_key, pattern)
        where m.id = any (array(select n.id from named n));
    get diagnostics changed = row_count;
    total := total + changed;
    -- Of a message that has gone. An issue's key is no person's, and keeps an issue from going out twice.
    delete from facteur.dedup d
        where d.key ~* pattern and not exists (select from facteur.message m where m.id = d.message)
            and not exists (select from facteur.newsletter n where n.id = d.message);
    get diagnostics changed = row_count;
    total := total + changed;
    update facteur.delivery d set reply = facteur.without_mention(d.reply, pattern) where d.reply ~* pattern;
    get diagnostics changed = row_count;
    total := total + changed;
    for place in select * from facteur.free_words() loop
        execute format(
            'update facteur.%1$I set %2$I = facteur.without_mention(%2$I, $1) where %2$I ~* $1', place.relation, place.field)
            using pattern;
        get diagnostics changed = row_count;
        total := total + changed;
    end loop;
    return total;
end
$$;

-- Takes a person out of what came back, and of who is on lists and who is not written to.
create function facteur.erase_reader(address text, ids uuid[], pattern text) returns jsonb
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
        set email = facteur.nobody(), address = s.id || '-' || facteur.nobody(), provider = 'other', name = null,
            token = facteur.new_token(), status = 'unsubscribed', source = 'erased', consented_at = null,
            unsubscribed_at = coalesce(s.unsubscribed_at, now())
        where s.id = any (readers);
    get diagnostics subscriptions = row_count;
    delete from facteur.suppression u where u.address = own;
    get diagnostics suppressions = row_count;
    return jsonb_build_object('reports', reports, 'subscriptions', subscriptions, 'suppressions', suppressions);
end
$$;

-- Erases the person with this address. What waits for them is cancelled; what a worker has in its hands stays as it is, for its outcome
-- is about to be stored: `under_way` says how many messages that are, and then this is to be called again, with the same `number`, the
-- proof's. `named`: messages to others that name the person and have not ended; nobody takes a word out of mail that is yet to go.
create function facteur.erase_person(
    address text, reason text, number bigint, out proof bigint, out counts jsonb, out under_way bigint, out named bigint
)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
#variable_conflict use_column
declare
    ids uuid[];
    gone uuid[];
    over uuid[];
    pattern text;
begin
    perform facteur.refuse('address ' || facteur.address_fault(erase_person.address));
    -- Two at a time would count the same rows.
    perform pg_advisory_xact_lock(hashtext('facteur.erase_person'));
    ids := facteur.messages_to(erase_person.address);
    pattern := facteur.mention_pattern(facteur.spellings(erase_person.address, ids));
    gone := facteur.withdraw(ids);
    with doubtful as (delete from facteur.in_doubt d where d.id = any (ids) returning d.id)
    select gone || coalesce(array_agg(d.id), '{}') into gone from doubtful d;
    perform facteur.end_messages(gone, 'cancelled');
    over := array(select e.id from facteur.ended e where e.id = any (ids));
    under_way := cardinality(ids) - cardinality(over);
    erase_person.counts := jsonb_build_object('cancelled', cardinality(gone))
        || facteur.erase_reader(erase_person.address, ids, pattern) || facteur.erase_messages(over, pattern)
        || jsonb_build_object('mentions', facteur.erase_mentions(pattern));
    select count(*) into named from facteur.message m
        where m.id <> all (ids) and concat_ws(' ', m.parameters::text, m.dedup_key, m.supersede_key) ~* pattern;
    if erase_person.number is null then
        insert into facteur.erasure as e (person, reason, counts)
            values (facteur.person_hash(erase_person.address), facteur.without_mention(erase_person.reason, pattern),
                erase_person.counts)
            returning e.number into proof;
        return;
    end if;
    proof := erase_person.number;
    update facteur.erasure e set counts = (
            select jsonb_object_agg(k, coalesce((e.counts ->> k)::bigint, 0) + (erase_person.counts ->> k)::bigint)
            from jsonb_object_keys(erase_person.counts) k)
        where e.number = erase_person.number and e.person = facteur.person_hash(erase_person.address)
        returning e.counts into erase_person.counts;
end
$$;

-- As before, and who had themselves erased is not taken in, neither as a reader nor as one who has left.
create or replace function facteur.judged_subscribers(list text, subscribers jsonb)
returns table (
    line bigint, email text, address text, name text, locale text, status text, consented_at timestamptz, source text,
    since timestamptz, left_at timestamptz, fault text, is_kept boolean, is_chosen boolean, is_known boolean
)
language sql stable
as $$
    with given as (
        select t.line, t.email, facteur.canonical_address(t.email) as address, nullif(btrim(t.name), '') as name,
            coalesce(nullif(t.locale, ''), 'fr-FR') as locale, coalesce(nullif(t.status, ''), 'subscribed') as status,
            nullif(t.consented_at, '') as consented_at, nullif(btrim(t.source), '') as source, nullif(t.since, '') as since,
            nullif(t.left_at, '') as left_at
        from jsonb_to_recordset(subscribers) as t (
            line bigint, email text, name text, locale text, status text, consented_at text, source text, since text,
            left_at text)
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
                facteur.past_fault('since', g.since), facteur.past_fault('left_at', g.left_at)) as detail_fault
        from given g
    ), judged as (
        select f.*, f.fault is null and (f.detail_fault is null or f.has_left) as is_kept, f.detail_fault is null as is_whole
        from faults f
    )
    select j.line, j.email, j.address, case when j.is_whole then j.name end, case when j.is_whole then j.locale else 'fr-FR' end,
        j.status, case when j.is_whole then j.consented_at::timestamptz end, case when j.is_whole then j.source end,
        case when j.is_whole then j.since::timestamptz end,
        case when facteur.past_fault('left_at', j.left_at) is null then j.left_at::timestamptz end,
        coalesce(j.fault, j.detail_fault || case when j.has_left then ': only that they left is kept' else '' end),
        j.is_kept,
        j.is_kept and j.line = first_value(j.line) over (
            partition by j.address order by j.is_kept desc, j.has_left desc, j.line),
        exists (select from facteur.subscription s where s.list = judged_subscribers.list and s.address = j.address)
    from judged j
$$;

-- Whether it changed anything: false for a subscriber, and for one who was asked a moment ago. As before; who had themselves erased
-- comes back by it.
create or replace function facteur.subscribe(email text, list text, locale text default 'fr-FR', name text default null)
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
    if wants_confirmation then
        perform facteur.ask_for_confirmation(stored);
    else
        perform facteur.note_return(stored.address);
    end if;
    return true;
end
$$;

-- The reader's own yes to a list that asks for it.
create or replace function facteur.confirm_by_token(token text) returns boolean
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    reader text;
begin
    update facteur.subscription s set status = 'subscribed', consented_at = now(), subscribed_at = now()
        where s.token = confirm_by_token.token and s.status = 'pending' returning s.address into reader;
    if not found then return false; end if;
    perform facteur.note_return(reader);
    return true;
end
$$;

-- As before; of somebody who was erased a report is kept as a count, without their address or the server's words.
create or replace function facteur.take_report(
    source text, key text, report jsonb, out effect text, out message uuid, out kind text, out lane text, out recipient text,
    out newsletter uuid
)
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
#variable_conflict use_column
declare
    m facteur.message;
    reader facteur.subscription;
    taken bigint;
    is_erased boolean;
begin
    select x.* into m
        from jsonb_array_elements_text(coalesce(report -> 'messages', '[]')) with ordinality g (id, place)
        join facteur.message x on x.id = g.id::uuid order by g.place limit 1;
    select s.* into reader from facteur.subscription s
        where s.id = m.subscription or (m.subscription is null and s.token = report ->> 'token');
    select n.id into newsletter from facteur.newsletter n
        where n.id = coalesce(m.newsletter, (report ->> 'issue')::uuid);
    message := m.id;
    kind := m.kind;
    lane := m.lane;
    recipient := coalesce(m.recipient, reader.email);
    -- By the message; or, where nothing of ours is known, by the address.
    is_erased := coalesce(m.recipient = facteur.nobody(), false)
        or m.id is null and reader.id is null and facteur.address_fault(report ->> 'recipient') is null
            and facteur.was_erased(report ->> 'recipient');
    insert into facteur.report (source, key, event, message, newsletter, subscription, recipient, code, enhanced, reply,
            reporter, effect)
        values (take_report.source, take_report.key, report ->> 'event', m.id, take_report.newsletter, reader.id,
            case when not is_erased then report ->> 'recipient' end, (report ->> 'code')::smallint, report ->> 'enhanced',
            case when is_erased then '' else coalesce(report ->> 'reply', '') end,
            case when not is_erased then report ->> 'reporter' end, 'unknown')
        on conflict do nothing returning number into taken;
    effect := case
        when taken is null then 'known'
        when m.id is null and reader.id is null and take_report.newsletter is null then 'unknown'
        when is_erased then 'noted'
        else facteur.act_on_report(take_report.source, report, m, reader, take_report.recipient)
    end;
    if take_report.newsletter is not null and effect in ('bounced', 'complained') then
        perform facteur.judge_reports(take_report.newsletter);
    end if;
    -- Its number and its moment are those of the end, when there is nothing left to wait for: whoever follows the numbers a little late
    -- misses none.
    update facteur.report r set effect = take_report.effect, number = default, at = clock_timestamp() where r.number = taken;
end
$$;
