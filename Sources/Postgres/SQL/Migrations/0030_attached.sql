-- Attachments on their way out, and their end.

-- What a worker is told of a message, as the steps before made it, and whether it has attachments.
do $$
declare
    definition text := pg_get_functiondef('facteur.message_to_send(uuid)'::regprocedure);
begin
    definition := replace(definition, 'expires_at bigint)', 'expires_at bigint, has_attachments boolean)');
    definition := replace(definition, 'facteur.microseconds(m.expires_at)', 'facteur.microseconds(m.expires_at), m.has_attachments');
    drop function facteur.message_to_send(uuid);
    execute definition;
end
$$;

-- As before, with that at the end of each row.
drop function facteur.claim(facteur.lane, integer, uuid, bigint, uuid);
create function facteur.claim(
    lane facteur.lane, most integer, epoch uuid, after_due bigint, after_id uuid
) returns table (
    id uuid, token bigint, kind text, attempt smallint, doubts smallint, recipient text, recipient_name text, locale text,
    parameters jsonb, status text, newsletter uuid, unsubscribe_token text, due_at bigint, enqueued_at bigint, dated_at bigint,
    expires_at bigint, expires_in bigint, queued bigint, since_first_due bigint, has_attachments boolean
)
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set enable_sort = off
set jit = off
as $$
#variable_conflict use_column
begin
    return query
    with picked as materialized (
        select r.ctid as place, r.id, r.due_at, r.family from facteur.ready r
        where r.lane = claim.lane and r.due_at <= now()
            and (r.due_at, r.id) > (coalesce('epoch'::timestamptz + after_due * interval '1 microsecond', '-infinity'),
                coalesce(after_id, '00000000-0000-0000-0000-000000000000'))
            and not exists (select from facteur.pause p where p.scope = 'lane' and p.name = claim.lane::text)
            and coalesce(array_position(array(select p.name from facteur.pause p where p.scope = 'kind'), r.kind), 0) < 1
            and coalesce(array_position(
                array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter'), r.newsletter), 0) < 1
            and r.family <> all (array(select p.family from facteur.parked_domain p where p.until > now()))
        order by r.due_at, r.id limit most for update skip locked
    ), me as materialized (
        -- Who was taken for dead claims nothing, and during a claim nobody is. Not locked for nothing: a lock is written to the disk.
        select w.epoch from facteur.worker w where w.epoch = claim.epoch and exists (select from picked) for key share
    ), probed as materialized (
        -- Domains whose time is over, and that nobody else probes at this moment.
        select p.family from facteur.parked_domain p
        where p.until <= now() and p.family = any (array(select k.family from picked k))
        for update skip locked
    ), chosen as (
        select k.place from picked k where k.family <> all (array(select p.family from facteur.parked_domain p))
        union all
        -- One message is the probe; the domain's others that were picked stay where they are.
        select (select k.place from picked k where k.family = p.family order by k.due_at, k.id limit 1) from probed p
    ), taken as (
        delete from facteur.ready r
        where r.ctid = any (array(select c.place from chosen c)) and exists (select from me)
        returning r.*
    ), leased as (
        insert into facteur.lease as l
            select nextval('facteur.lease_token'), claim.epoch, now(), t.* from taken t
            returning id, token, attempt, doubts, due_at, first_due_at, dated_at, family
    ), probing as (
        -- If the probe comes to nothing, the next one goes in a minute.
        update facteur.parked_domain p set until = now() + interval '60 seconds', probe = coalesce(p.probe, l.token)
            from probed q join leased l on l.family = q.family where p.family = q.family
    )
    select l.id, l.token, m.kind, l.attempt, l.doubts, m.recipient, m.recipient_name, m.locale, m.parameters, m.status,
        m.newsletter, m.unsubscribe_token, facteur.microseconds(l.due_at), m.enqueued_at,
        facteur.microseconds(coalesce(l.dated_at, now())), m.expires_at, m.expires_at - facteur.microseconds(now()),
        facteur.microseconds(now()) - facteur.microseconds(l.due_at),
        facteur.microseconds(now()) - facteur.microseconds(l.first_due_at), m.has_attachments
    from leased l cross join lateral facteur.message_to_send(l.id) m
    order by l.due_at, l.id;
end
$$;
-- A worker that claims at this moment must not be without its right until the rights are looked through.
do $$
begin
    if exists (select from pg_roles where rolname = 'facteur_worker') then
        grant execute on function facteur.claim(facteur.lane, integer, uuid, bigint, uuid) to facteur_worker;
    end if;
end
$$;

-- What a worker is told of a message's attachments, in their order; nothing where they are deleted.
create function facteur.attachments_to_send(message uuid) returns table (name text, media_type text, digest text, size integer)
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select a.name, a.media_type, encode(a.digest, 'hex'), a.size
    from facteur.message_attachment t join facteur.attachment a on a.id = t.attachment
    where t.message = attachments_to_send.message order by t.place
$$;

-- So many bytes of a content from a place on, counted from 0, as they leave: base64 in lines of 76 columns that end with CRLF (RFC 2045
-- section 6.8). Pieces of a multiple of 57 bytes can be put together. Null: it is deleted.
create function facteur.attachment_piece(digest text, place integer, length integer) returns text
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select replace(
            -- A last line that is full ends with a line feed, one that is not does not.
            rtrim(encode(substring(c.content from place + 1 for length), 'base64'), chr(10)), chr(10), chr(13) || chr(10))
        || chr(13) || chr(10)
    from facteur.attachment_content c where c.digest = decode(attachment_piece.digest, 'hex')
$$;

-- For an export: what was attached, and not the files themselves.
create function facteur.attachments_of(message uuid) returns jsonb
language sql stable
as $$
    select coalesce(jsonb_agg(jsonb_build_object(
        'name', a.name, 'media_type', a.media_type, 'size', a.size, 'attached_at', a.attached_at,
        'sha256', encode(a.digest, 'hex')) order by t.place), '[]')
    from facteur.message_attachment t join facteur.attachment a on a.id = t.attachment where t.message = attachments_of.message
$$;

-- Removes those of these attachments that nothing refers to, with their contents; how many they were. What somebody holds at this moment is
-- left for the next time.
create function facteur.remove_attachments(ids uuid[]) returns bigint
language plpgsql volatile
as $$
declare
    held uuid[];
    contents bytea[];
    removed bigint;
begin
    -- Both rows are held from here on: nobody can refer to them any more, and the next statement sees who does.
    select array_agg(p.id), array_agg(distinct p.digest) into held, contents from (
        select a.id, a.digest from facteur.attachment a join facteur.attachment_content c on c.digest = a.digest
        where a.id = any (ids) order by a.id for update skip locked) p;
    update facteur.attachment a set removable_at = null
        where a.id = any (held) and exists (select from facteur.message_attachment t where t.attachment = a.id);
    delete from facteur.attachment a
        where a.id = any (held) and not exists (select from facteur.message_attachment t where t.attachment = a.id);
    get diagnostics removed = row_count;
    delete from facteur.attachment_content c
        where c.digest = any (contents) and not exists (select from facteur.attachment a where a.digest = c.digest);
    return removed;
end
$$;

-- Takes messages' attachments away, at once and whatever their kind says; how many were nobody else's.
create function facteur.drop_attachments(messages uuid[]) returns bigint
language plpgsql volatile
as $$
declare
    dropped uuid[];
begin
    with gone as (delete from facteur.message_attachment t where t.message = any (messages) returning t.attachment)
    select array_agg(distinct g.attachment) into dropped from gone g;
    if dropped is null then return 0; end if;
    return facteur.remove_attachments(dropped);
end
$$;

-- Removes a batch of what is over: attachments of messages that have ended, where their kind does not keep them, and those that no message
-- has any more. As long as it returns `batch`, there may be more. One worker at a time.
create function facteur.tidy_attachments(batch integer) returns bigint
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set lock_timeout = '2s'
as $$
declare
    over uuid[];
    looked bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('facteur.tidy_attachments')) then return 0; end if;
    with ended as (
        select t.message from facteur.message_attachment t
        where t.ends_with_message and exists (select from facteur.ended e where e.id = t.message) limit batch
    ), gone as (
        delete from facteur.message_attachment t where t.message = any (array(select e.message from ended e)) returning t.attachment
    )
    select array_agg(g.attachment), count(*) into over, looked from gone g;
    -- Not for the day that one is kept which no message has had: it was used.
    perform facteur.remove_attachments(over) where over is not null;
    over := array(
        select a.id from facteur.attachment a where a.removable_at <= now() order by a.removable_at limit batch);
    if over <> '{}' then looked := greatest(looked, facteur.remove_attachments(over)); end if;
    return least(looked, batch);
exception when lock_not_available then
    -- Somebody holds one of the rows: next time.
    return 0;
end
$$;

-- As before; without its attachments a message is another one.
create or replace function facteur.retry(message uuid) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    m facteur.message;
    later facteur.ready;
    state constant text := facteur.message_state(message);
begin
    select * into m from facteur.message x where x.id = retry.message;
    perform facteur.refuse(case
        when state is null then 'the message is unknown'
        when state not in ('waiting', 'failed') then format('the message is %s: nothing to retry', state)
        when state = 'failed' and m.has_secrets then
            'the message has failed and its secret parameters are deleted: enqueue it anew'
        when state = 'failed' and m.has_attachments
            and not exists (select from facteur.message_attachment a where a.message = m.id) then
            'the message has failed and its attachments are deleted: enqueue it anew'
    end);
    if state = 'waiting' then
        delete from facteur.scheduled s where s.id = m.id returning s.* into later;
        later.due_at := now();
        insert into facteur.ready select later.* where later.id is not null;
    else
        delete from facteur.ended e where e.id = m.id;
        if m.subscription is not null then
            insert into facteur.issue_outcome (newsletter, outcome, count) values (m.newsletter, 'failed', -1);
        end if;
        -- Its patience begins anew; its Date stays.
        insert into facteur.ready (id, lane, attempt, due_at, first_due_at, newsletter, kind, family)
            select m.id, m.lane, coalesce(max(d.attempt), 0) + 1, now(), now(),
                case when m.subscription is not null then m.newsletter end, m.kind,
                facteur.family(m.recipient)
            from facteur.delivery d where d.message = m.id;
    end if;
    perform facteur.notify_workers();
end
$$;

-- As before, with what was attached.
create or replace function facteur.person_messages(ids uuid[]) returns jsonb
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
                from facteur.delivery d where d.message = m.id),
            'attachments', facteur.attachments_of(m.id))
        order by m.sequence), '[]')
    from facteur.message m where m.id = any (ids)
$$;

-- As before, with the names of files.
create or replace function facteur.person_mentions(ids uuid[], pattern text) returns jsonb
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
            where d.message <> all (ids) and d.reply ~* pattern),
        'attachments', (
            select coalesce(jsonb_agg(a.name), '[]') from facteur.attachment a
            where a.name ~* pattern
                and not exists (select from facteur.message_attachment t where t.attachment = a.id and t.message = any (ids))
        )) || facteur.mentions(pattern)
$$;

-- As before; the files of a person's messages go at once.
create or replace function facteur.erase_messages(ids uuid[], pattern text) returns jsonb
language plpgsql volatile
as $$
declare
    messages bigint;
    attempts bigint;
    attachments bigint;
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
    attachments := facteur.drop_attachments(ids);
    -- Of a message to somebody else: the file is theirs, and its name may be the person's.
    update facteur.attachment a set name = facteur.without_mention(a.name, pattern) where a.name ~* pattern;
    return jsonb_build_object('messages', messages, 'attempts', attempts, 'attachments', attachments);
end
$$;
