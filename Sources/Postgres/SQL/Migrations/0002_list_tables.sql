-- Lists, who is on them, and the issues that they get. An issue is one row until its readers have their turn.

create table facteur.list (
    name text primary key,
    -- What readers are shown; null: the name.
    title text,
    -- What machines know it by (RFC 2919); null: it follows from the name.
    list_id text,
    double_opt_in boolean not null default false,
    created_at timestamptz not null default now()
);

create table facteur.subscription (
    id bigint generated always as identity primary key,
    list text not null references facteur.list (name),
    -- As given; `address` is what tells it from others (`canonical_address`), `provider` who takes its mail: a family of domains, or `other`.
    email text not null,
    address text not null,
    provider text not null,
    locale text not null,
    name text,
    -- Names the subscription in the unsubscribe link: 244 random bits (RFC 8058 section 3.1).
    token text not null unique,
    -- pending: the reader has yet to confirm.
    status text not null check (status in ('pending', 'subscribed', 'unsubscribed')),
    -- Where the consent comes from, and when it was given; null where an import did not say.
    source text not null,
    consented_at timestamptz,
    subscribed_at timestamptz not null default now(),
    unsubscribed_at timestamptz,
    unique (list, address)
);
create index subscription_audience on facteur.subscription (list, provider, id) where status = 'subscribed';

-- What the schema must know of the installation: one row, told by each worker that starts.
create table facteur.installation (
    singleton boolean primary key default true check (singleton),
    -- The address of the public pages; empty: unknown.
    public_url text not null default '',
    -- So many messages of an issue are tried before the rest; it is paused where more than this part of them is refused, or bounces.
    canary integer not null default 200 check (canary > 0),
    pause_above numeric not null default 0.05 check (pause_above between 0 and 1),
    -- It is paused as well where more than this part of what was sent is called spam.
    pause_above_complained numeric not null default 0.003 check (pause_above_complained between 0 and 1),
    -- A new sender begins small (standards of mailbox providers): so many bulk messages on the first day, so many times more on
    -- each day after it. Null: no limit.
    warm_up_from date check (isfinite(warm_up_from)),
    warm_up_first integer check (warm_up_first > 0),
    warm_up_growth numeric check (warm_up_growth between 1 and 100),
    -- How long a mailbox counts as dead after a server last said so; null: for ever.
    suppression_expires interval default '180 days' check (suppression_expires > '0'),
    -- Bulk messages made on this day.
    day date,
    made_today bigint not null default 0
);
insert into facteur.installation default values;

-- One issue. Its recipients become messages chunk by chunk, behind `cursor`, so that it is one row until then.
create table facteur.newsletter (
    id uuid primary key,
    list text not null references facteur.list (name),
    content jsonb not null,
    send_at timestamptz not null,
    created_at timestamptz not null default now(),
    -- Set with the first chunk: everybody who was subscribed then gets the issue, up to this subscription.
    started_at timestamptz,
    last bigint,
    -- When its turn was, so that several issues take turns.
    expanded_last_at timestamptz,
    -- The first recipients have been judged: the rest may go.
    canary_passed boolean not null default false,
    -- So many refusals were known when a person let it go on.
    known_refusals bigint not null default 0,
    known_bounces bigint not null default 0,
    known_complaints bigint not null default 0,
    expanded_at timestamptz,
    cancelled_at timestamptz
);
create index newsletter_due on facteur.newsletter (send_at) where expanded_at is null and cancelled_at is null;

-- How far an issue has come with the readers of one provider: each has its own pace, and a slow one holds up nobody else.
create table facteur.newsletter_progress (
    newsletter uuid not null references facteur.newsletter (id),
    provider text not null,
    -- So many subscribers get the issue; `expanded` of them have been dealt with, up to `cursor`, and `made` of those got a
    -- message: the others had left, or take no mail.
    audience bigint not null,
    cursor bigint not null default 0,
    expanded bigint not null default 0,
    made bigint not null default 0,
    is_done boolean not null default false,
    primary key (newsletter, provider)
);

-- How much bulk mail a provider gets; `all`: all of them together. Shared by all workers.
create table facteur.pace (
    provider text primary key,
    per_minute integer not null check (per_minute > 0),
    -- When the next message may be due.
    slot timestamptz not null default now()
);

-- What the messages of an issue came to: a row for each outcome of each settlement, added up by `tidy`.
create table facteur.issue_outcome (
    newsletter uuid not null,
    outcome facteur.outcome not null,
    count bigint not null,
    at timestamptz not null default clock_timestamp()
);
create index issue_outcome_newsletter on facteur.issue_outcome (newsletter, at);
