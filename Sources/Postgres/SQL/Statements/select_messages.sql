-- The messages that are meant, those to which something happened last first. $1 states or null, $2 kind or null, $3 a domain or a
-- provider or null, $4 since or null, $5 limit or null, $6 how many that were sent are looked through where no $4 says how far back.
--
-- States: those of `message_state`, and of `waiting` its parts: `later`, `retrying`, `parked`, `paused`; `held` by staging. Since: what still waits was made
-- then or later, which its id tells; the rest came to where it is.
with wanted as materialized (
    select facteur.ascii_domain($3) as domain, facteur.family('@' || $3) as family
), waiting as (
    select q.id, facteur.made_at(q.id) as at
    from (
        select r.id, r.lane, r.kind, r.newsletter, r.family, r.attempt > 1 or r.doubts > 0 as is_retry, false as is_later,
            false as is_held
        from facteur.ready r
        union all
        select s.id, s.lane, s.kind, s.newsletter, s.family, s.dated_at is not null, s.dated_at is null,
            s.due_at = facteur.held_until()
        from facteur.scheduled s
    ) q
    where ($4::timestamptz is null or q.id >= facteur.first_id($4::timestamptz))
        and ($2::text is null or q.kind = $2)
        and ($3::text is null or q.family in (select w.domain from wanted w union all select w.family from wanted w) and exists (
            select from wanted w where q.family = w.domain or exists (
                select from facteur.message m where m.id = q.id and facteur.canonical_domain(m.recipient) = w.domain)))
        and ($1::text[] is null
            or case when q.is_held then 'held' else 'waiting' end = any ($1::text[])
            or 'retrying' = any ($1::text[]) and q.is_retry and not q.is_held
            or 'later' = any ($1::text[]) and q.is_later and not q.is_held
            or 'parked' = any ($1::text[]) and q.family = any (array(select p.family from facteur.parked_domain p))
            or 'paused' = any ($1::text[]) and exists (
                select from facteur.pause p
                where p.name = case p.scope when 'lane' then q.lane::text when 'kind' then q.kind else q.newsletter::text end))
    order by q.id desc limit $5::bigint
), in_hand as (
    select l.id, l.claimed_at as at, l.kind from facteur.lease l where $1::text[] is null or 'sending' = any ($1::text[])
    union all
    select d.id, d.since, d.kind from facteur.in_doubt d where $1::text[] is null or 'in_doubt' = any ($1::text[])
), unsent as (
    select e.id, e.at
    from unnest(enum_range(null::facteur.outcome)) o (outcome)
    cross join lateral (
        select e.id, e.at from facteur.ended e
        where e.outcome = o.outcome and e.outcome <> 'sent' and ($4::timestamptz is null or e.at >= $4::timestamptz)
            and ($2::text is null or e.kind = $2)
            and ($3::text is null or exists (
                select from facteur.message m, wanted w
                where m.id = e.id and w.domain in (facteur.canonical_domain(m.recipient), facteur.family(m.recipient))))
        order by e.at desc limit $5::bigint) e
    where o.outcome <> 'sent' and ($1::text[] is null or o.outcome::text = any ($1::text[]))
), sent as (
    select e.id, e.at
    from (
        select e.id, e.at, e.kind, e.outcome from facteur.ended e
        where ($1::text[] is null or 'sent' = any ($1::text[])) and ($4::timestamptz is null or e.at >= $4::timestamptz)
        order by e.at desc limit case when $4::timestamptz is null then $6::bigint end) e
    where e.outcome = 'sent' and ($2::text is null or e.kind = $2)
        and ($3::text is null or exists (
            select from facteur.message m, wanted w
            where m.id = e.id and w.domain in (facteur.canonical_domain(m.recipient), facteur.family(m.recipient))))
    order by e.at desc limit $5::bigint
)
select f.id from (
    select w.id, w.at from waiting w
    union all
    select h.id, h.at from in_hand h
    where ($4::timestamptz is null or h.at >= $4::timestamptz) and ($2::text is null or h.kind = $2)
        and ($3::text is null or exists (
            select from facteur.message m, wanted w
            where m.id = h.id and w.domain in (facteur.canonical_domain(m.recipient), facteur.family(m.recipient))))
    union all
    select u.id, u.at from unsent u
    union all
    select s.id, s.at from sent s
) f order by f.at desc, f.id desc limit $5::bigint
