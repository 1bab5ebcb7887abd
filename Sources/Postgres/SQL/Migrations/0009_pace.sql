-- How much bulk mail may be made now. All of it stands in SQL: several workers share one pace, one warm-up and the depth of the tables,
-- and what one of them takes the others must see in the same transaction.

-- How many more messages of a provider, or of `all`, may be made now: no more than `most` may wait, and no more than its pace
-- will have sent in half a minute, so that a slow provider does not fill the hot tables. What was due before `claimed_to` is taken: to
-- count from there passes over what cannot be cleaned up while a session holds an old snapshot. In SQL, for it counts rows where they stand.
create function facteur.capacity(of_provider text, most bigint, claimed_to timestamptz) returns bigint
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
            limit greatest(most, 0)) w
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

-- How many bulk messages the warm-up leaves for today; null: as many as there are. A day's limit grows until no sender could reach
-- it, and is none from then on: e^25 times the first day's is more mail than there is, and fits a bigint. In SQL, for the day's count is one for
-- all workers.
create function facteur.warm_up_capacity() returns bigint
language plpgsql stable
as $$
begin
    return (
        select case when i.warm_up_from <= d.today and ln(i.warm_up_growth) * (d.today - i.warm_up_from) < 25 then
                greatest(floor(i.warm_up_first * power(i.warm_up_growth, d.today - i.warm_up_from))::bigint
                    - case when i.day = d.today then i.made_today else 0 end, 0)
            end
        from facteur.installation i, (select (now() at time zone 'UTC')::date as today) d);
end
$$;

-- When the next message to a provider may be due, and how long after it each further one. Whichever is slower leads: the provider's
-- pace or everybody's. In SQL, for all workers share these slots.
create function facteur.next_slot(of_provider text, at timestamptz, out first_due timestamptz, out step interval)
language plpgsql stable
as $$
begin
    select coalesce(max(greatest(p.slot, at)), at), coalesce(max(interval '1 minute' / p.per_minute), '0')
        into first_due, step from facteur.pace p where p.provider in (of_provider, 'all');
end
$$;

-- Notes what was made of a provider's mail: its slots are taken, and so are everybody's, and the warm-up's of the day. In SQL, since it
-- must hold if and only if the messages do.
create function facteur.use_slots(of_provider text, at timestamptz, made bigint) returns void
language plpgsql volatile
as $$
begin
    update facteur.pace p
        set slot = greatest(p.slot, at) + made * interval '1 minute' / p.per_minute
        where p.provider in (of_provider, 'all');
    update facteur.installation i
        set day = (at at time zone 'UTC')::date,
            made_today = made + case when i.day = (at at time zone 'UTC')::date then i.made_today else 0 end
        where i.warm_up_from is not null;
end
$$;
