-- How many of an issue's readers called it spam: each once, however often it was reported.
create function facteur.complaints(newsletter uuid) returns bigint
language sql stable
return (
    select count(distinct coalesce(r.message::text, r.subscription::text, r.number::text))
    from facteur.report r where r.newsletter = complaints.newsletter and r.event = 'complained');

-- What became of an issue's readers: they are always as many as the rest together. Before it has begun, whoever is subscribed
-- waits. `rate`: readers dealt with in each second of the last minute.
create function facteur.newsletter_ledger(
    newsletter uuid, out subscribers bigint, out sent bigint, out waiting bigint, out suppressed bigint, out failed bigint,
    out in_doubt bigint, out cancelled bigint, out bounced bigint, out complained bigint, out rate numeric
)
language sql stable security definer set search_path = facteur, pg_temp
as $$
    with issue as (
        select * from facteur.newsletter n where n.id = newsletter_ledger.newsletter
    ), progress as (
        select coalesce(sum(p.audience), 0)::bigint as audience, coalesce(sum(p.expanded), 0)::bigint as expanded,
            coalesce(sum(p.expanded - p.made), 0)::bigint as skipped
        from facteur.newsletter_progress p where p.newsletter = newsletter_ledger.newsletter
    ), readers as (
        select case when i.started_at is null
            then (select count(*) from facteur.subscription s where s.list = i.list and s.status = 'subscribed')
            else p.audience end as count
        from issue i, progress p
    ), ends as (
        select coalesce(sum(t.count) filter (where t.outcome = 'sent'), 0)::bigint as sent,
            coalesce(sum(t.count) filter (where t.outcome = 'suppressed'), 0)::bigint as suppressed,
            coalesce(sum(t.count) filter (where t.outcome = 'cancelled'), 0)::bigint as cancelled,
            coalesce(sum(t.count) filter (where t.outcome = 'bounced'), 0)::bigint as bounced,
            -- Refused, or given up.
            coalesce(sum(t.count) filter (where t.outcome not in ('sent', 'suppressed', 'cancelled', 'bounced')), 0)::bigint
                as failed,
            coalesce(sum(t.count) filter (where t.at > now() - interval '1 minute'), 0) as lately
        from facteur.issue_outcome t where t.newsletter = newsletter_ledger.newsletter
    ), queue as (
        select (select count(*) from facteur.ready r where r.newsletter = newsletter_ledger.newsletter)
            + (select count(*) from facteur.scheduled s where s.newsletter = newsletter_ledger.newsletter)
            + (select count(*) from facteur.lease l where l.newsletter = newsletter_ledger.newsletter) as count
    ), rest as (
        select r.count - p.expanded as count from readers r, progress p
    )
    select r.count, e.sent,
        q.count + case when i.cancelled_at is null then x.count else 0 end,
        p.skipped + e.suppressed, e.failed,
        (select count(*) from facteur.in_doubt d where d.newsletter = newsletter_ledger.newsletter),
        e.cancelled + case when i.cancelled_at is null then 0 else x.count end,
        e.bounced, facteur.complaints(newsletter_ledger.newsletter),
        e.lately / least(greatest(extract(epoch from now() - i.started_at), 1), 60)
    from issue i, progress p, readers r, queue q, ends e, rest x
$$;
