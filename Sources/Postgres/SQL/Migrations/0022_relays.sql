-- Relays' quotas: how many messages workers have reserved of what a provider takes in 24 hours, counted in periods of ten minutes.

create table facteur.relay_quota (
    -- As the settings name it.
    relay text not null,
    -- Its beginning.
    period timestamptz not null,
    -- Reserved in it, and not given back.
    taken integer not null check (taken >= 0),
    -- The whole quota, and the part of it that could be had by whom least was allowed, as told when something was last reserved.
    per_day integer not null,
    ceiling integer not null,
    primary key (relay, period)
);

-- When a period no longer counts. What is reserved in it is used before it ends, and a relay's answer may take ten minutes more.
create function facteur.quota_end(period timestamptz) returns timestamptz
language sql stable parallel safe
return period + interval '24 hours 20 minutes';

-- When fewer than `ceiling` of a relay's quota will be used; null: they are fewer now.
create function facteur.quota_opens(relay text, ceiling integer) returns timestamptz
language sql stable
as $$
    select min(facteur.quota_end(u.period))
    from (
        select q.period, sum(q.taken) over () as used, sum(q.taken) over (order by q.period) as freed
        from facteur.relay_quota q
        where q.relay = quota_opens.relay and facteur.quota_end(q.period) > clock_timestamp()
    ) u
    where u.used >= quota_opens.ceiling and u.used - u.freed < quota_opens.ceiling
$$;

-- Reserves at most `wanted` of a relay's quota, as long as not more than `ceiling` of it are used: by all workers, since their
-- questions about one relay come one after the other. `lasts`: for how long what was reserved is good; `opens`: where nothing was, how
-- long until something can be; both in microseconds.
create function facteur.reserve_quota(relay text, per_day integer, ceiling integer, wanted integer)
returns table (reserved integer, counted_in timestamptz, lasts bigint, opens bigint)
language plpgsql volatile security definer
set search_path = facteur, pg_temp
as $$
declare
    length constant interval := interval '10 minutes';
    moment timestamptz;
    used bigint;
begin
    perform pg_advisory_xact_lock(hashtextextended('facteur.relay_quota ' || reserve_quota.relay, 0));
    moment := clock_timestamp();
    counted_in := date_bin(length, moment, 'epoch'::timestamptz);
    select coalesce(sum(q.taken), 0) into used
        from facteur.relay_quota q where q.relay = reserve_quota.relay and facteur.quota_end(q.period) > moment;
    reserved := greatest(least(reserve_quota.wanted, reserve_quota.ceiling - used), 0);
    lasts := facteur.microseconds(counted_in + length) - facteur.microseconds(moment);
    opens := 0;
    if reserved > 0 then
        delete from facteur.relay_quota q where facteur.quota_end(q.period) < moment - interval '1 day';
        insert into facteur.relay_quota as q (relay, period, taken, per_day, ceiling)
            values (reserve_quota.relay, counted_in, reserved, reserve_quota.per_day, reserve_quota.ceiling)
            on conflict on constraint relay_quota_pkey do update
                set taken = q.taken + excluded.taken, per_day = excluded.per_day,
                    ceiling = least(q.ceiling, excluded.ceiling);
    else
        opens := coalesce(
            facteur.microseconds(facteur.quota_opens(reserve_quota.relay, reserve_quota.ceiling))
                - facteur.microseconds(moment),
            600000000);
    end if;
    return next;
end
$$;

-- Gives back what was reserved and is not needed.
create function facteur.return_quota(relay text, period timestamptz, count integer) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    update facteur.relay_quota q set taken = greatest(q.taken - return_quota.count, 0)
    where q.relay = return_quota.relay and q.period = return_quota.period
$$;
