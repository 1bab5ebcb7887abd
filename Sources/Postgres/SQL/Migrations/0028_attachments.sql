-- Files that go with a message. What is in them is stored once, whoever attached it and however often; it stands apart from the queue, which
-- knows of a message no more than whether it has any.
--
--     attachment_content <--- attachment <--- message_attachment ---> message
--
-- What nothing refers to any more goes: an attachment a day after it was attached, or with its last message; a content with its last
-- attachment.

-- In the order in which producers take them.
lock table facteur.kind, facteur.message, facteur.installation in access exclusive mode;

create table facteur.attachment_content (
    -- SHA-256.
    digest bytea primary key,
    size integer not null,
    content bytea not null
);
-- What is attached is compressed already for the most part, and is read piece by piece.
alter table facteur.attachment_content alter column content set storage external;

create table facteur.attachment (
    id uuid primary key,
    -- Who attached it: to everybody else it is unknown.
    owner text not null,
    name text not null,
    media_type text not null,
    digest bytea not null references facteur.attachment_content,
    size integer not null,
    attached_at timestamptz not null default now(),
    -- When it may go; null while a message refers to it.
    removable_at timestamptz
);
create index attachment_digest on facteur.attachment (digest);
create index attachment_removable on facteur.attachment (removable_at) where removable_at is not null;

create table facteur.message_attachment (
    message uuid not null references facteur.message on delete cascade,
    -- The order in which the reader finds them, from 1.
    place smallint not null,
    attachment uuid not null references facteur.attachment,
    -- Whether it goes when the message ends, and not with the message's row.
    ends_with_message boolean not null,
    primary key (message, place)
);
create index message_attachment_attachment on facteur.message_attachment (attachment);
create index message_attachment_ending on facteur.message_attachment (message) where ends_with_message;

-- True, or null: what is not there takes no room.
alter table facteur.message add column has_attachments boolean;
alter table facteur.kind add column keeps_attachments boolean not null default true;
-- Bytes that the attachments of one message may have together, as they were attached; base64 makes a third more of them on the wire.
alter table facteur.installation add column attachment_limit integer not null default 10485760;

-- For so long an attachment that no message has is kept.
create function facteur.attachment_grace() returns interval
language sql immutable parallel safe
return interval '1 day';

-- When the last message has gone that refers to an attachment. Whether it was the last one is looked at by who removes it: two that go at
-- the same moment do not see each other.
create function facteur.note_unreferenced() returns trigger
language plpgsql volatile
set search_path = facteur, pg_temp
as $$
begin
    update facteur.attachment a set removable_at = greatest(a.attached_at + facteur.attachment_grace(), now())
        where a.id = old.attachment;
    return null;
end
$$;

create trigger message_attachment_gone after delete on facteur.message_attachment
    for each row execute function facteur.note_unreferenced();

-- Extensions that mail programs block, whatever is in the file: Gmail's list (support.google.com/mail/answer/6590) and that of Outlook
-- (support.microsoft.com, "Blocked attachments in Outlook").
create function facteur.blocked_extensions() returns text[]
language sql immutable parallel safe
return string_to_array(
    'ade adp apk app appcontent-ms application appref-ms appx appxbundle asp aspx asx bas bat bgi cab cdxml cer chm cmd cnt com cpl crt '
    'csh der diagcab diagcfg diagpkg dll dmg ex ex_ exe fxp gadget grp hlp hpj hta htc img inf ins iso isp its jar jnlp js jse ksh lib lnk '
    'mad maf mag mam maq mar mas mat mau mav maw mcf mda mdb mde mdt mdw mdz mjs msc msh msh1 msh1xml msh2 msh2xml mshxml msi msix '
    'msixbundle msp mst msu nsh ops osd pcd pif pl plg prf prg printerexport ps1 ps1xml ps2 ps2xml psc1 psc2 psd1 psdm1 pssc pst py pyc '
    'pyo pyw pyz pyzw reg scf scr sct settingcontent-ms shb shs sys theme tmp udl url vb vbe vbp vbs vhd vhdx vsmacros vsw vxd webpnp '
    'website wsb wsc wsf wsh xbap xll xnk', ' ');

-- A file's name as the reader's machine will store it: in one folder, in letters that say what they are.
create function facteur.file_name_fault(value text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    extension text;
begin
    if value is null or facteur.is_blank(value) then return 'is empty'; end if;
    if facteur.breaks_line(value) then return 'holds a line break or another control character'; end if;
    if value ~ '[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]' then return 'holds a control of the writing direction'; end if;
    if value ~ '[\u00ad\u200b\u2060\ufeff\U000e0000-\U000e007f]' then return 'holds a character that nobody sees'; end if;
    if value ~ '[/\\]' then return 'holds a path separator'; end if;
    if octet_length(value) > 255 then return 'is longer than 255 bytes'; end if;
    if facteur.is_blank(left(value, 1)) then return 'begins with a space'; end if;
    -- Windows takes them away, and another name is left.
    if facteur.is_blank(right(value, 1)) or right(value, 1) = '.' then return 'ends with a space or a dot'; end if;
    if value ~ '[.]' then
        extension := lower(substring(value from '[.]([^.]*)$') collate "C");
        if btrim(extension) = any (facteur.blocked_extensions()) then
            return format('ends with .%s, which mail programs block: send a link, or another format', btrim(extension));
        end if;
    end if;
    return null;
end
$$;

-- RFC 2045 section 5.1, RFC 6838 section 4.2. What has parts of its own may not be in base64 (RFC 2046 section 5).
create function facteur.media_type_fault(value text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
begin
    if value is null or value = '' then return 'is empty'; end if;
    if length(value) > 255 or value !~*
        '^(application|audio|font|haptics|image|message|model|multipart|text|video)/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}( *; *[a-z0-9-]+=[a-z0-9!#$&^_.+-]+)*$'
    then
        return 'is no media type such as application/pdf';
    end if;
    if value ~* '^(message|multipart)/' then return 'is that of a mail: attach a file'; end if;
    if value ~* '; *(name|boundary)=' then return 'has a parameter that is not the producer''s to set'; end if;
    return null;
end
$$;

-- Stores a file for messages that are enqueued within a day; in the caller's own transaction.
create function facteur.attach(name text, media_type text, content bytea) returns uuid
language plpgsql volatile security definer
set search_path = facteur, pg_temp
as $$
#variable_conflict use_variable
declare
    most constant integer := (select i.attachment_limit from facteur.installation i);
    size constant integer := coalesce(octet_length(content), 0);
    fault constant text := coalesce(
        'attachment name ' || facteur.file_name_fault(name),
        'attachment media_type ' || facteur.media_type_fault(media_type),
        case when size = 0 then 'attachment content is empty' end,
        case when size > most then format(
            'attachment content has %s bytes, and mail.attachmentLimit is %s bytes', size, most) end);
    own_digest bytea;
    id constant uuid := facteur.new_id();
begin
    -- Here, so that its context is this one line.
    if fault is not null then raise exception using errcode = '22023', message = fault; end if;
    own_digest := sha256(content);
    loop
        -- One that is being removed at this moment is waited for, and made anew.
        perform from facteur.attachment_content c where c.digest = own_digest for key share;
        exit when found;
        insert into facteur.attachment_content as c (digest, size, content) values (own_digest, size, content) on conflict do nothing;
        exit when found;
    end loop;
    insert into facteur.attachment as a (id, owner, name, media_type, digest, size, removable_at)
        values (id, facteur.caller(), normalize(name, nfc), lower(media_type collate "C"), own_digest, size,
            now() + facteur.attachment_grace());
    return id;
end
$$;

-- Why a message of this kind can't have these attachments.
create function facteur.attachments_fault(kind text, attachments uuid[]) returns text
language plpgsql stable
set search_path = facteur, pg_temp
as $$
#variable_conflict use_variable
declare
    given constant integer := coalesce(cardinality(attachments), 0);
    known uuid[];
    total bigint;
    most constant integer := (select i.attachment_limit from facteur.installation i);
begin
    if given = 0 then return null; end if;
    if array_ndims(attachments) > 1 then return 'attachments is not a list'; end if;
    if array_position(attachments, null) is not null then return 'attachments holds a null'; end if;
    if given > 100 then return format('attachments names %s, and a message of kind %s takes 100', given, kind); end if;
    if (select count(distinct a) from unnest(attachments) a) < given then return 'attachments names one twice'; end if;
    select coalesce(array_agg(a.id), '{}'), sum(a.size) into known, total from facteur.attachment a
        where a.id = any (attachments) and a.owner = facteur.caller();
    if cardinality(known) < given then
        return format('attachment %s is unknown', (select g from unnest(attachments) g where g <> all (known) limit 1));
    end if;
    if total > most then
        return format(
            'attachments of a message of kind %s have %s bytes together, and mail.attachmentLimit is %s bytes', kind, total, most);
    end if;
    return null;
end
$$;

-- Gives a message that was just stored its attachments, in their order. Called by `enqueue`, in its transaction.
create function facteur.take_attachments(message uuid, kind text, attachments uuid[]) returns void
language plpgsql volatile
set search_path = facteur, pg_temp
as $$
#variable_conflict use_variable
declare
    fault text;
begin
    if coalesce(cardinality(attachments), 0) = 0 then return; end if;
    -- In one order for everybody; from here on nobody removes them.
    perform from facteur.attachment a where a.id = any (attachments) order by a.id for key share;
    fault := facteur.attachments_fault(kind, attachments);
    if fault ~ ' is unknown$' then
        raise exception using errcode = '22023', message = fault,
            hint = 'An attachment is its owner''s alone, and is kept for a day until a message has it: call facteur.attach again.';
    end if;
    if fault is not null then raise exception using errcode = '22023', message = fault; end if;
    update facteur.message m set has_attachments = true where m.id = message;
    if not found then raise exception 'attachments are taken for a message that is not stored: %', message; end if;
    insert into facteur.message_attachment (message, place, attachment, ends_with_message)
        select message, t.place, t.attachment, not coalesce((select k.keeps_attachments from facteur.kind k where k.name = kind), true)
        from unnest(attachments) with ordinality t (attachment, place);
    update facteur.attachment a set removable_at = null where a.id = any (attachments) and a.removable_at is not null;
end
$$;

-- What the settings and the kinds say of attachments: at most so many bytes a message, and the kinds that keep or drop them at a message's
-- end, {"order-confirmed": true}.
create function facteur.publish_attachment_limit(bytes integer) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    update facteur.installation i set attachment_limit = bytes where i.attachment_limit <> bytes
$$;

create function facteur.publish_kept_attachments(kinds jsonb) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    update facteur.kind k set keeps_attachments = t.value::boolean
        from jsonb_each_text(kinds) t
        where k.name = t.key and k.keeps_attachments <> t.value::boolean
$$;
