-- Recipients' domains, and what becomes of one that takes less than it is given. It is parked as a whole: one row here, and its
-- messages stay where they are. When the time is over, one message is its probe; the reply to that decides about all others.

-- Domains that one provider serves: what it says to one it means for all.
create table facteur.domain_family (
    domain text primary key,
    family text not null
);
insert into facteur.domain_family (family, domain)
    select family, unnest(string_to_array(domains, ' ')) from (values
        ('orange', 'orange.fr wanadoo.fr'),
        ('free', 'free.fr aliceadsl.fr libertysurf.fr freesbee.fr worldonline.fr infonie.fr'),
        ('sfr', 'sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr numericable.com noos.fr 9online.fr'),
        ('laposte', 'laposte.net'),
        ('bouygues', 'bbox.fr'),
        ('google', 'gmail.com googlemail.com'),
        ('microsoft', 'hotmail.com hotmail.fr hotmail.be outlook.com outlook.fr outlook.be live.com live.fr live.be msn.com'),
        ('yahoo', 'yahoo.com yahoo.fr ymail.com rocketmail.com aol.com aol.fr'),
        ('apple', 'icloud.com me.com mac.com')
    ) as t (family, domains);

-- The family of a recipient's domain: the domain itself, where no provider is known.
create function facteur.family(recipient text) returns text
language plpgsql stable
as $$
declare
    own constant text := facteur.canonical_domain(recipient);
begin
    return coalesce((select f.family from facteur.domain_family f where f.domain = own), own);
end
$$;

create table facteur.parked_domain (
    family text primary key,
    -- Behind it the next claim may take one message of the family, as a probe.
    until timestamptz not null,
    since timestamptz not null default now(),
    -- The reply that parked it.
    reason text not null,
    -- How often in a row: each time it rests twice as long.
    strikes integer not null default 1,
    -- The token of the first probe since the last strike. Older leases were claimed before the domain was parked.
    probe bigint
);

-- What became of a lease, for its recipient's domain.
create type facteur.domain_feedback as (
    family text, token bigint, outcome text, code smallint, parking interval, reason text
);

-- A throttle parks a domain; when a probe meets one, for twice as long, up to a day, and never less than the reply asked for.
-- Any other reply to a probe ends the park; a probe that nobody answered is given back.
create function facteur.update_parked_domains(feedback facteur.domain_feedback[]) returns void
language plpgsql volatile
as $$
declare
    reply record;
begin
    for reply in
        select n.family, max(n.parking) as parking, max(n.token) filter (where n.parking is not null) as throttled,
            max(n.token) filter (where n.code is not null and n.outcome in ('sent', 'failed', 'deferred')) as answered,
            max(n.token) filter (where n.outcome not in ('in_doubt', 'resend')) as unanswered,
            (array_agg(n.reason order by n.token desc) filter (where n.parking is not null))[1] as reason
        from unnest(feedback) n group by n.family
        -- In one order for everybody, so that two settlements cannot wait for each other.
        order by n.family
    loop
        if reply.throttled is not null then
            insert into facteur.parked_domain as p (family, until, reason)
                values (reply.family, clock_timestamp() + reply.parking, reply.reason)
                on conflict (family) do update set
                    until = greatest(p.until, excluded.until, case when reply.throttled >= p.probe then
                        clock_timestamp() + least(
                            least(reply.parking, interval '24 hours') * 2 ^ least(p.strikes, 20), interval '24 hours') end),
                    reason = excluded.reason,
                    strikes = case when reply.throttled >= p.probe then p.strikes + 1 else p.strikes end,
                    probe = case when reply.throttled >= p.probe then null else p.probe end;
        else
            delete from facteur.parked_domain p where p.family = reply.family and reply.answered >= p.probe;
            update facteur.parked_domain p set until = least(p.until, clock_timestamp())
                where p.family = reply.family and reply.unanswered >= p.probe;
        end if;
    end loop;
end
$$;
