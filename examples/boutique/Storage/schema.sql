-- The shop's own tables, in a schema of its own beside the outbox.
create table if not exists account (
    id bigint generated always as identity primary key,
    email text not null unique,
    name text not null,
    password_hash text not null,
    newsletter boolean not null default false,
    created_at timestamptz not null default now()
);

-- When the customer last spoke of the newsletter: older news of it, which come later, change nothing.
alter table account add column if not exists newsletter_at timestamptz not null default '-infinity';

-- What the links in mails stand for: each works once, and the database knows its hash alone. A registration is no account yet: it
-- becomes one with the name and the password of the form whose mail was answered.
create table if not exists link (
    hash text primary key,
    purpose text not null check (purpose in ('registration', 'reset', 'address')),
    email text not null,
    account bigint references account on delete cascade,
    name text,
    password_hash text,
    expires_at timestamptz not null default now() + interval '2 days'
);
create index if not exists link_email on link (email, purpose);

create table if not exists session (
    hash text primary key,
    account bigint not null references account on delete cascade,
    expires_at timestamptz not null default now() + interval '30 days'
);
create index if not exists session_account on session (account);

create table if not exists purchase (
    id bigint generated always as identity primary key,
    account bigint not null references account on delete cascade,
    item text not null,
    quantity integer not null check (quantity between 1 and 9),
    cents integer not null,
    ordered_at timestamptz not null default now()
);
create index if not exists purchase_account on purchase (account);

-- How far the outbox's events have been read.
create table if not exists mail_cursor (value bigint not null);
insert into mail_cursor select 0 where not exists (select from mail_cursor);
