-- An issue's messages at less of the server's time. What is worked out for a message costs as much as storing it, so nothing is worked out
-- twice or by a function of its own.

-- As before. Nobody's family is `other`: there is nothing to count.
create or replace function facteur.capacity(of_provider text, most bigint, claimed_to timestamptz) returns bigint
language plpgsql stable
as $$
begin
    return (
        with waiting as (
            select count(*) as count from (select from (
                select r.family from facteur.ready r
                where r.lane = 'bulk' and r.due_at >= coalesce(claimed_to, '-infinity')
                union all
                select s.family from facteur.scheduled s where s.lane = 'bulk' and s.due_at < now() + interval '1 minute') w
            where w.family = of_provider
                or of_provider = 'all' and w.family <> all (array(select k.family from facteur.parked_domain k))
            -- More than these leave no room, however many they are.
            limit case when of_provider = 'other' then 0 else greatest(most, 0) end) w
        )
        select case
            -- Of a parked provider nothing is made but the message that is to probe it.
            when k.until > now() or w.count > 0 and k.until is not null then 0
            when k.until is not null then least(most, 1)
            else greatest(least(most, coalesce(
                (select greatest(p.per_minute / 2, 1) from facteur.pace p where p.provider = of_provider), most))
                - w.count, 0)
        end
        from waiting w left join facteur.parked_domain k on k.family = of_provider);
end
$$;

-- As before, and a row is put together once for both tables. A reader's domain stands in the address that tells readers apart; its family is
-- as `family` has it. Mail to a parked domain waits aside, so that it does not crowd the ready table; while none is parked, none is looked up.
create or replace function facteur.make_messages(
    issue facteur.newsletter, of_provider text, after bigint, most bigint, first_due timestamptz, step interval,
    out taken bigint, out made bigint, out reached bigint
)
language plpgsql volatile
set enable_sort = off
as $$
declare
    definition facteur.kind;
    now constant timestamptz := clock_timestamp();
    -- What the ids of one moment have in common: `new_id` takes longer than all else that is worked out for a message.
    beginning constant bytea := substring(uuid_send(facteur.new_id()) for 7);
    sending_window constant text := facteur.window_of(issue);
    -- Until then it is open to all who live by the shop's clock: nearly everybody is looked up nowhere.
    closes constant timestamptz := (select o.closes_at from facteur.opening_at(sending_window, null, now) o where o.opens_at <= now);
begin
    select * into strict definition from facteur.kind k where k.name = 'newsletter';
    with recipients as materialized (
        select s.*, case when step = '0' then first_due else first_due + (row_number() over () - 1) * step end as slot from (
            select s.id, s.email, s.address, s.name, s.locale, s.pace, s.fields ->> 'time_zone' as zone from facteur.subscription s
            -- By the index of the list's readers: that of all subscriptions leads past those of other lists.
            where (s.list, s.provider, s.id) > (issue.list, of_provider, after)
                and (s.list, s.provider, s.id) <= (issue.list, of_provider, issue.last) and s.status = 'subscribed'
                -- Who left since then and came back is not among those that were counted.
                and s.subscribed_at <= issue.started_at and facteur.wants_issue(s, issue.started_at)
            order by s.list, s.provider, s.id limit most) s
    ), letters as materialized (
        select encode(beginning || substring(uuid_send(gen_random_uuid()) from 8), 'hex')::uuid as id, r.id as subscription, r.email,
            r.name, r.locale, d.due_at, f.family,
            case when exists (select from facteur.parked_domain) then greatest(d.due_at,
                (select p.until from facteur.parked_domain p where p.family = f.family)) else d.due_at end as ready_at
        from recipients r cross join lateral (select split_part(r.address, '@', 2) as domain,
            case when sending_window is null or (r.zone is null and r.slot < closes) then r.slot
                else facteur.due_in_window(sending_window, r.zone, r.slot) end as due_at offset 0) d
        cross join lateral (
            select coalesce((select x.family from facteur.domain_family x where x.domain = d.domain), d.domain) as family offset 0) f
        where not exists (select from facteur.suppression u where u.address = r.address and facteur.is_in_force(u))
    ), messages as (
        insert into facteur.message (
                id, kind, lane, recipient, recipient_name, locale, parameters, has_secrets, enqueued_at, due_at, expires_at,
                newsletter, subscription)
            select id, definition.name, definition.lane, email, name, locale, '{}', false, now, due_at,
                due_at + definition.expires_after, issue.id, subscription from letters
    ), due as (
        insert into facteur.ready (id, lane, due_at, first_due_at, newsletter, kind, family)
            select id, definition.lane, ready_at, due_at, issue.id, definition.name, family from letters where ready_at <= now + interval '1 second'
    ), later as (
        insert into facteur.scheduled (id, lane, due_at, first_due_at, newsletter, kind, family)
            select id, definition.lane, ready_at, due_at, issue.id, definition.name, family from letters where ready_at > now + interval '1 second'
    ), told as (
        update facteur.subscription s set last_issue_at = issue.started_at
            where s.id = any (array(select r.id from recipients r where r.pace <> 'always'))
    )
    select count(*), max(r.id), (select count(*) from letters) into taken, reached, made from recipients r;
end
$$;
