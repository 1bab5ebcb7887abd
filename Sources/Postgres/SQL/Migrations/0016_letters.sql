-- Addresses with letters beyond ASCII before the @ (RFC 6531), for relays that take them: SMTPUTF8.

-- An atom of an address may hold letters, marks and digits beyond ASCII, as a domain may, and like it none that nobody sees: joiners,
-- fillers, and the signs that turn the direction of what follows them. How long it may be is counted as it goes over the wire: before
-- the @ in bytes of UTF-8, in NFC (RFC 6532 section 3.1), behind it in A-labels (RFC 5321 section 4.5.3.1, RFC 1035 section 2.3.4).
create or replace function facteur.address_fault(value text) returns text
language plpgsql immutable parallel safe
set standard_conforming_strings = on
as $$
declare
    beyond constant text := '\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u034e\u0350-\u05ff\u0606-\u061b\u061d-\u06dc\u06de-\u070e\u0710-\u088f'
        '\u0892-\u08e1\u08e3-\u115e\u1161-\u167f\u1681-\u17b3\u17b6-\u180a\u1810-\u1fff\u2c00-\u2dff\u3005-\u3163\u3165-\ud7ff\uf900-\ufdcf';
    letter constant text := 'A-Za-z0-9' || beyond;
    atom constant text := '[A-Za-z0-9!#$%&''*+/=?^_`{|}~' || beyond || '-]+';
    local_part text;
    domain text;
begin
    -- Nearly every address is this plain, and so short that no part of it can be too long.
    if length(value) <= 64 and value ~ '^[A-Za-z0-9_+-]+([.][A-Za-z0-9_+-]+)*@([A-Za-z0-9]+(-[A-Za-z0-9]+)*[.])+[A-Za-z]+$' then
        return null;
    end if;
    if coalesce(value, '') = '' then return 'is empty'; end if;
    if facteur.breaks_line(value) then return 'holds a line break or another control character'; end if;
    if facteur.is_blank(left(value, 1)) then return 'begins with a space'; end if;
    if facteur.is_blank(right(value, 1)) then return 'ends with a space'; end if;
    if value !~ '@' then return 'has no @'; end if;
    if value ~ '@.*@' then return 'has more than one @'; end if;
    if length(value) > 254 then return 'is longer than 254 bytes'; end if;
    -- It would become another character on the way.
    if octet_length(value) > length(value)
            and exists (select from regexp_split_to_table(value, '') c where normalize(c, nfc) <> c) then
        return 'holds a character that no normal form of Unicode keeps';
    end if;
    local_part := split_part(value, '@', 1);
    domain := split_part(value, '@', 2);
    if local_part !~ ('^' || atom || '([.]' || atom || ')*$') then return 'is malformed before the @'; end if;
    local_part := normalize(local_part, nfc);
    if octet_length(local_part) > 64 then return 'has more than 64 bytes before the @'; end if;
    if domain !~ '[.]' then return 'has a domain without a dot'; end if;
    if domain !~ format('^([%1$s]([%1$s-]{0,61}[%1$s])?[.])+[%1$s]([%1$s-]{0,61}[%1$s])?$', letter)
        or domain ~ '[.][0-9]+$' then
        return 'has a malformed domain';
    end if;
    domain := facteur.ascii_domain(domain);
    if domain ~ '[^.]{64}' then return 'has a domain with a part longer than 63 characters'; end if;
    if octet_length(local_part) + 1 + octet_length(domain) > 254 then return 'is longer than 254 bytes'; end if;
    return null;
end
$$;

-- The one form in which addresses are compared and kept apart: in lower case and NFC, the domain in A-labels. Two addresses that this
-- takes for one go to one mailbox, at every provider that is known.
create or replace function facteur.canonical_address(value text) returns text
language sql immutable parallel safe
return case when octet_length(value) = length(value) then lower(value collate "C") else
    normalize(facteur.lowercase(split_part(value, '@', 1)), nfc) || '@' || facteur.ascii_domain(split_part(value, '@', 2)) end;
