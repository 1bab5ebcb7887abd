-- Claims at less of the server's time. What is the same for all messages of an issue is looked up once a claim, moments are turned into
-- numbers once each, and rows are put into their order while they are narrow.

-- As before; whether the message's issue is cancelled is told by the caller, who asks it once for all messages of an issue.
drop function facteur.lease_status(text, facteur.lane, text, bigint, text, text, timestamptz, timestamptz, uuid, bigint, text);
create function facteur.lease_status(
    kind text, lane facteur.lane, recipient text, sequence bigint, supersede_key text, owner text, enqueued_at timestamptz,
    expires_at timestamptz, subscription bigint, reader text, is_cancelled boolean
) returns table (status text)
language sql stable
as $$
select case
    -- The second condition, dearer than the first, is looked at where the first one holds.
    when expires_at <= now() + interval '10 minutes' and expires_at <= now() + (expires_at - enqueued_at) / 10 then 'expired'
    when supersede_key is not null and exists (
        select from facteur.message n
        where n.supersede_key = lease_status.supersede_key and n.kind = lease_status.kind
            and n.sequence > lease_status.sequence and (lease_status.owner is null or n.owner = lease_status.owner)) then 'superseded'
    when exists (
        select from facteur.suppression u
        where u.address = facteur.canonical_address(recipient) and (u.scope = 'all' or lease_status.lane = 'bulk')
            and facteur.is_in_force(u)) then 'suppressed'
    when subscription is not null and reader is distinct from 'subscribed' then 'suppressed'
    when subscription is not null and is_cancelled then 'cancelled'
    else 'due'
end
$$;

-- As before. `cancelled` and `personal`: of the issues whose messages are claimed, those that were cancelled, and those that say something of
-- their readers.
drop function facteur.message_to_send(uuid);
create function facteur.message_to_send(message uuid, cancelled uuid[], personal uuid[]) returns table (
    kind text, recipient text, recipient_name text, locale text, parameters jsonb, status text, newsletter uuid,
    unsubscribe_token text, enqueued_at bigint, expires_at bigint, has_attachments boolean
)
language sql stable
as $$
    select m.kind, m.recipient, m.recipient_name, m.locale,
        case when m.has_secrets
            then m.parameters || coalesce((select x.parameters from facteur.message_secret x where x.id = m.id), '{}')
            when u.fields is not null and m.newsletter = any (personal) then u.fields
            else m.parameters end,
        s.status, m.newsletter, coalesce(u.token, 'essai'), facteur.microseconds(m.enqueued_at),
        facteur.microseconds(m.expires_at), m.has_attachments
    from facteur.message m
    left join facteur.subscription u on u.id = m.subscription
    cross join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.owner, m.enqueued_at, m.expires_at, m.subscription, u.status,
        m.newsletter = any (cancelled)) s
    where m.id = message_to_send.message
$$;

-- As before. While a newsletter goes out the transactional lane is asked again and again, mostly for nothing: to know that takes a look. Of a
-- parked domain whose time is over, and that nobody else probes at this moment, one message is the probe; if it comes to nothing, the next
-- one goes in a minute, and the domain's others that were picked stay where they are.
create or replace function facteur.claim(
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
declare
    present constant bigint := facteur.microseconds(now());
    behind constant timestamptz := coalesce('epoch'::timestamptz + after_due * interval '1 microsecond', '-infinity');
    behind_id constant uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
begin
    if claim.lane = 'transactional' and not exists (
        select from facteur.ready r where r.lane = claim.lane and r.due_at <= now()) then return; end if;
    return query with picked as materialized (
        select r.ctid as place, r.id, r.due_at, r.newsletter, r.family from facteur.ready r
        where r.lane = claim.lane and r.due_at <= now() and (r.due_at, r.id) > (behind, behind_id)
            and not exists (select from facteur.pause p where p.scope = 'lane' and p.name = claim.lane::text)
            and coalesce(array_position(array(select p.name from facteur.pause p where p.scope = 'kind'), r.kind), 0) < 1
            and coalesce(array_position(array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter'), r.newsletter), 0) < 1
            and r.family <> all (array(select p.family from facteur.parked_domain p where p.until > now()))
        order by r.due_at, r.id limit most for update skip locked
    ), me as materialized (
        -- Who was taken for dead claims nothing, and during a claim nobody is. Not locked for nothing: a lock is written to the disk.
        select w.epoch from facteur.worker w where w.epoch = claim.epoch and exists (select from picked) for key share
    ), probed as materialized (
        select p.family from facteur.parked_domain p
        where p.until <= now() and p.family = any (array(select k.family from picked k)) for update skip locked
    ), chosen as (
        select k.place from picked k where k.family <> all (array(select p.family from facteur.parked_domain p))
        union all
        select (select k.place from picked k where k.family = p.family order by k.due_at, k.id limit 1) from probed p
    ), taken as (
        delete from facteur.ready r where r.ctid = any (array(select c.place from chosen c)) and exists (select from me) returning r.*
    ), leased as (
        insert into facteur.lease as l select nextval('facteur.lease_token'), claim.epoch, now(), t.* from taken t
            returning id, token, attempt, doubts, facteur.microseconds(due_at) as due_at,
                facteur.microseconds(first_due_at) as first_due_at, facteur.microseconds(dated_at) as dated_at, family
    ), probing as (
        update facteur.parked_domain p set until = now() + interval '60 seconds', probe = coalesce(p.probe, l.token)
            from probed q join leased l on l.family = q.family where p.family = q.family
    ), issue as materialized (
        select n.id, n.cancelled_at is not null as is_cancelled, n.uses_fields from facteur.newsletter n
        where n.id = any (array(select distinct k.newsletter from picked k where k.newsletter is not null))
    )
    select l.id, l.token, m.kind, l.attempt, l.doubts, m.recipient, m.recipient_name, m.locale, m.parameters, m.status,
        m.newsletter, m.unsubscribe_token, l.due_at, m.enqueued_at, coalesce(l.dated_at, present), m.expires_at,
        m.expires_at - present, present - l.due_at, present - l.first_due_at, m.has_attachments
    from (select q.*, array(select i.id from issue i where i.is_cancelled) as cancelled,
            array(select i.id from issue i where i.uses_fields) as personal from leased q order by q.due_at, q.id) l
    cross join lateral facteur.message_to_send(l.id, l.cancelled, l.personal) m
    order by l.due_at, l.id;
end
$$;

-- As before.
create or replace function facteur.lease_statuses(messages uuid[], tokens bigint[])
returns table (message uuid, token bigint, status text)
language sql stable security definer
set search_path = facteur, pg_temp
set enable_seqscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set jit = off
as $$
    select t.message, t.token, case when l.id is null then 'lost' else s.status end
    from unnest(messages, tokens) as t (message, token)
    -- Each row by its key, whatever the planner takes the tables for: a subquery with an offset stays one.
    left join lateral (select l.id from facteur.lease l where l.id = t.message and l.token + 0 = t.token offset 0) l on true
    left join lateral (select * from facteur.message m where m.id = l.id offset 0) m on true
    left join lateral (select u.status from facteur.subscription u where u.id = m.subscription offset 0) u on true
    left join lateral (select n.cancelled_at is not null as is_cancelled from facteur.newsletter n where n.id = m.newsletter offset 0) n
        on true
    left join lateral facteur.lease_status(
        m.kind, m.lane, m.recipient, m.sequence, m.supersede_key, m.owner, m.enqueued_at, m.expires_at, m.subscription, u.status,
        n.is_cancelled) s on true
$$;
