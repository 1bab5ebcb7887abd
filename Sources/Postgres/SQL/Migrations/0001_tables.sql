-- The outbox. One row of `message` says what is to be sent and never changes; where its id stands says how far it has come:
--
--     ready ----> lease ----> ended            exactly one of these five holds the id of a message:
--       ^           |                          ready, scheduled, lease, in_doubt, ended
--       |           +-------> in_doubt
--     scheduled <---+
--
-- The hot tables (ready, scheduled, lease) are narrow and have no foreign keys: rows are inserted and deleted, never updated.

do $$
begin
    if current_setting('server_encoding') <> 'UTF8' then
        raise exception 'the database % is not encoded in UTF8: create one with ENCODING ''UTF8''', current_database();
    end if;
end
$$;

create type facteur.lane as enum ('transactional', 'bulk');
create type facteur.outcome as enum
    ('sent', 'failed', 'expired', 'superseded', 'cancelled', 'suppressed', 'bounced');

-- Ids begin with the time (UUID version 7, RFC 9562), so that new rows land on the last page of each index instead of all
-- over it. What they tell about a message, the Date header tells anyway.
create function facteur.new_id() returns uuid
language sql volatile parallel safe
as $$
    select encode(
        set_bit(
            set_bit(
                overlay(
                    uuid_send(gen_random_uuid())
                    placing substring(int8send((date_part('epoch', clock_timestamp()) * 1000)::bigint) from 3)
                    from 1 for 6),
                52, 1),
            53, 1),
        'hex')::uuid
$$;

-- Since 1970, in whole microseconds: as the program reads a moment.
create function facteur.microseconds(at timestamptz) returns bigint
language sql stable parallel safe
return (date_part('epoch', at) * 1000000)::bigint;

-- What templates/*/kind.yaml says, for the checks of `enqueue`. Parameters: [{"name", "kind", "required", "secret"}].
create table facteur.kind (
    name text primary key,
    lane facteur.lane not null,
    parameters jsonb not null,
    expires_after interval,
    -- The locales of its templates; empty: not told.
    locales text[] not null default '{}',
    published_at timestamptz not null default now()
);

create table facteur.message (
    id uuid primary key,
    -- The order of enqueueing: of two messages with one supersede_key, the higher number stays.
    sequence bigint generated always as identity,
    kind text not null,
    lane facteur.lane not null,
    recipient text not null,
    recipient_name text,
    locale text not null,
    -- Without the secret ones.
    parameters jsonb not null,
    has_secrets boolean not null,
    dedup_key text,
    supersede_key text,
    enqueued_at timestamptz not null,
    due_at timestamptz not null,
    expires_at timestamptz,
    -- For one reader of an issue. A copy to try it out has no subscription.
    newsletter uuid,
    subscription bigint
);
create index message_supersede on facteur.message (supersede_key, kind, sequence) where supersede_key is not null;

-- Links with tokens and the like, deleted in the transaction that ends the message.
create table facteur.message_secret (
    id uuid primary key,
    parameters jsonb not null
);

create table facteur.dedup (
    kind text not null,
    key text not null,
    -- A message, or a newsletter.
    message uuid not null,
    primary key (kind, key)
);
create index dedup_message on facteur.dedup (message);

-- Work that is due. `attempt` is the number that the next claim will carry; `dated_at` is the first claim's moment. The other
-- tables of the queue end with the same columns in the same order: rows go from one to another as they are.
create table facteur.ready (
    id uuid primary key,
    lane facteur.lane not null,
    attempt smallint not null default 1,
    doubts smallint not null default 0,
    due_at timestamptz not null,
    first_due_at timestamptz not null,
    dated_at timestamptz,
    newsletter uuid,
    kind text not null,
    -- Of the recipient's domain: which provider has to take it.
    family text not null
);
create index ready_claim on facteur.ready (lane, due_at, id);
-- An issue's own are counted and withdrawn, whatever else waits.
create index ready_newsletter on facteur.ready (newsletter) where newsletter is not null;

-- Work that is not due yet: mail for later, and retries. Apart from `ready`, so that a million rows for tomorrow do not stand
-- between a claim and the one that is due.
create table facteur.scheduled (like facteur.ready including defaults);
alter table facteur.scheduled add primary key (id);
create index scheduled_due on facteur.scheduled (lane, due_at);
create index scheduled_newsletter on facteur.scheduled (newsletter) where newsletter is not null;

-- Work in the hands of a worker.
create table facteur.lease (
    -- Grows with every claim: whoever settles with another token is too late.
    token bigint not null,
    epoch uuid not null,
    claimed_at timestamptz not null,
    like facteur.ready including defaults
);
alter table facteur.lease add primary key (id);
create index lease_epoch on facteur.lease (epoch, token);
create sequence facteur.lease_token;

-- Mail that the relay may or may not have taken, held for a person to decide.
create table facteur.in_doubt (
    since timestamptz not null,
    like facteur.ready including defaults
);
alter table facteur.in_doubt add primary key (id);

-- What a lease held, as it stands in the queue again.
create function facteur.requeued(l facteur.lease, due_at timestamptz, attempt smallint, doubts smallint)
returns facteur.ready
language sql immutable
return row(
    l.id, l.lane, attempt, doubts, due_at, l.first_due_at, coalesce(l.dated_at, l.claimed_at), l.newsletter, l.kind,
    l.family)::facteur.ready;

create function facteur.requeued(l facteur.lease) returns facteur.ready
language sql immutable
return facteur.requeued(l, l.due_at, l.attempt, l.doubts);

create table facteur.ended (
    id uuid primary key,
    lane facteur.lane not null,
    outcome facteur.outcome not null,
    at timestamptz not null default clock_timestamp(),
    kind text not null
);
create index ended_at on facteur.ended (at);

alter table facteur.ready set
    (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
     autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000, vacuum_truncate = off);
alter table facteur.scheduled set
    (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
     autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000, vacuum_truncate = off);
alter table facteur.lease set
    (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0,
     autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000, vacuum_truncate = off);
alter table facteur.message_secret set
    (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- One process of `facteur run`. The epoch is drawn anew at each start.
create table facteur.worker (
    epoch uuid primary key,
    host text not null,
    pid integer not null,
    version text not null,
    started_at timestamptz not null default now(),
    heartbeat_at timestamptz not null default now(),
    -- Since when its heartbeats have been coming without a long gap: who could not store his own knows nothing of the others.
    steady_since timestamptz not null default now(),
    -- Leases with an older token are no longer its own, though the epoch be the same: it had been taken for dead since.
    first_token bigint not null default nextval('facteur.lease_token'),
    -- Whether producers should wake it.
    wants_wake_ups boolean not null default false
) with (fillfactor = 50);

-- The relays that a worker finds to be down, as it says. While its heart beats, that is: who reads this looks at the worker too.
create table facteur.relay_outage (
    epoch uuid not null references facteur.worker on delete cascade,
    -- host:port
    relay text not null,
    since timestamptz not null,
    -- In one line, what is wrong.
    reason text not null,
    primary key (epoch, relay)
);

-- Every attempt and its reply, append-only, a partition a day: retention drops a table in place of deleting rows.
create sequence facteur.delivery_number;
create table facteur.delivery (
    number bigint not null default nextval('facteur.delivery_number'),
    at timestamptz not null default clock_timestamp(),
    message uuid not null,
    token bigint not null,
    attempt smallint not null,
    -- An outcome, or deferred, postponed, resend, in_doubt.
    outcome text not null,
    -- The lease was no longer the worker's: for the record only.
    late boolean not null default false,
    code smallint,
    enhanced text,
    reply text not null,
    relay text,
    queued_ms integer not null,
    render_ms integer not null,
    connect_ms integer not null,
    dialogue_ms integer not null,
    next_attempt_at timestamptz
) partition by range (at);
create index delivery_message on facteur.delivery (message);
create index delivery_number_index on facteur.delivery (number);
create table facteur.delivery_default partition of facteur.delivery default;

-- Each report once: what its source calls it tells it from others. Kept as long as the log of deliveries.
create table facteur.report (
    number bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    -- mail, or a provider that calls us.
    source text not null,
    key text not null,
    event text not null
        check (event in ('bounced', 'delayed', 'delivered', 'complained', 'replied', 'unsubscribed')),
    -- What is known of whom it speaks of; all null: of nobody of ours.
    message uuid,
    newsletter uuid,
    subscription bigint,
    -- As the report tells them.
    recipient text,
    code smallint,
    enhanced text,
    reply text not null,
    reporter text,
    -- What it came to: see `take_report`.
    effect text not null,
    unique (source, key)
);
create index report_message on facteur.report (message) where message is not null;
create index report_newsletter on facteur.report (newsletter) where newsletter is not null and event = 'complained';
create index report_at on facteur.report (at);

-- What an operator has stopped: a lane, a kind or a newsletter.
create table facteur.pause (
    name text primary key,
    scope text not null check (scope in ('lane', 'kind', 'newsletter')),
    -- Why, where no person did it.
    reason text,
    since timestamptz not null default now()
);

-- Addresses (as `canonical_address` has them) that get no mail: none at all, or no marketing. A person who asked for no marketing may
-- be found dead as well: two rows, of which one comes to an end.
create table facteur.suppression (
    address text not null,
    scope text not null check (scope in ('marketing', 'all')),
    reason text not null,
    -- A database user, or `worker`.
    source text not null,
    since timestamptz not null default now(),
    -- When a server last said that the mailbox is dead, which a provider on a bad evening says of all. Null: a person's word, which
    -- never ends.
    confirmed_at timestamptz,
    primary key (address, scope)
);
create index suppression_confirmed on facteur.suppression (confirmed_at) where confirmed_at is not null;
