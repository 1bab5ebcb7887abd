-- What the public pages show beside one subscription: issues that have gone out, and the pictures in them.

-- Pictures of issues, named by what is in them, so that an address never shows another picture. They stay: mail that shows them is kept.
create table facteur.image (
    -- SHA-256 in hexadecimal digits.
    hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
    media_type text not null check (media_type in ('image/gif', 'image/jpeg', 'image/png', 'image/webp')),
    -- In pixels, as the file's own header has them.
    width integer not null check (width between 1 and 4000),
    height integer not null check (height between 1 and 4000),
    bytes integer not null check (bytes between 1 and 1048576),
    -- What it shows, in words; empty: it only decorates.
    alt text not null,
    added_at timestamptz not null default now(),
    content bytea not null
);
-- Pictures are compressed already.
alter table facteur.image alter column content set storage external;

-- Stores a picture, once by content; its hash. What it is, the command has measured. One that is there gets these words.
create function facteur.add_image(content bytea, media_type text, width integer, height integer, alt text) returns text
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
#variable_conflict use_variable
declare
    hash constant text := encode(sha256(content), 'hex');
begin
    perform facteur.refuse(case when alt is null then 'alt is missing' else facteur.name_fault('alt', alt) end);
    insert into facteur.image as i (hash, media_type, width, height, bytes, alt, content)
        values (hash, media_type, width, height, octet_length(content), btrim(alt), content)
        on conflict on constraint image_pkey do update set alt = excluded.alt where i.alt <> excluded.alt;
    return hash;
end
$$;

-- A picture as it is sent: what it is, and its bytes in hexadecimal digits.
create function facteur.find_image(hash text, out media_type text, out content text) returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select i.media_type, encode(i.content, 'hex') from facteur.image i where i.hash = find_image.hash
$$;

-- A list whose issues everybody may read; nothing for one that is not public, as for one that is not there.
create function facteur.public_list(
    list text, out title text, out locale text, out issues bigint, out created_at timestamptz
) returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select l.title, l.locale,
        (select count(*) from facteur.newsletter n
            where n.list = l.name and n.started_at is not null and n.cancelled_at is null),
        l.created_at
    from facteur.list l where l.name = public_list.list and l.is_public
$$;

-- The issues of a public list that have begun to go out, the latest first. One that was cancelled on its way is not shown to others.
create function facteur.public_issues(list text, skipped integer, most integer, out issue uuid, out published_at timestamptz)
returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select n.id, n.started_at
    from facteur.newsletter n join facteur.list l on l.name = n.list
    where l.name = public_issues.list and l.is_public and n.started_at is not null and n.cancelled_at is null
    order by n.started_at desc, n.id desc offset skipped limit least(most, 100)
$$;

-- One issue as whoever has its address may read it: also of a list that is not public, for its readers have the address by mail, and also
-- where it was cancelled when some had it.
create function facteur.published_issue(
    issue uuid, out content text, out list text, out title text, out list_id text, out shown_title text, out locale text,
    out is_public boolean, out published_at timestamptz
) returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select facteur.tagged_content(n.content, coalesce(n.options ->> 'locale', l.locale))::text, n.list, l.title, l.list_id,
        n.options ->> 'title', coalesce(n.options ->> 'locale', l.locale), l.is_public and n.cancelled_at is null, n.started_at
    from facteur.newsletter n join facteur.list l on l.name = n.list
    where n.id = published_issue.issue and n.started_at is not null
$$;

-- What the pages show: the address with only its first letter and its domain, and the language in which its reader is written to.
drop function facteur.find_subscription(text);
create function facteur.find_subscription(
    token text, out list text, out masked text, out status text, out locale text, out title text
) returns setof record
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select coalesce(l.title, s.list), left(s.email, 1) || '***@' || split_part(s.email, '@', 2), s.status, s.locale, l.title
    from facteur.subscription s join facteur.list l on l.name = s.list
    where s.token = find_subscription.token
$$;
