-- How many messages of a kind one recipient gets in a while, so that nobody fills a stranger's mailbox through an application's form.

alter type facteur.outcome add value if not exists 'limited';

-- What kind.yaml says: so many (`limit_most`) within `limit_period`, and what becomes of more: `refuse`, or `drop`. Null: no limit.
alter table facteur.kind
    add column limit_most integer, add column limit_period interval,
    add column limit_excess text check (limit_excess in ('refuse', 'drop'));

-- When a recipient got messages of a kind: as many moments as the limit counts. `recipient` is a hash of the canonical address: the ledger
-- tells of nobody. `until`: from then on the row says nothing any more.
create table facteur.limit_ledger (
    kind text not null,
    recipient bigint not null,
    taken timestamptz[] not null,
    until timestamptz not null,
    primary key (kind, recipient)
);
create index limit_ledger_until on facteur.limit_ledger (until);

-- What the kinds of this installation say of limits: [{"name", "limit": {"most", "period", "excess"}}]. Apart from what else is published of
-- them: an older program that publishes its kinds says nothing of limits, and changes none.
create function facteur.publish_limits(kinds jsonb) returns void
language sql volatile security definer set search_path = facteur, pg_temp
as $$
    update facteur.kind k
        set limit_most = (t.limit ->> 'most')::integer, limit_period = (t.limit ->> 'period')::interval,
            limit_excess = t.limit ->> 'excess'
        from jsonb_to_recordset(kinds) as t (name text, "limit" jsonb)
        where k.name = t.name
            and (k.limit_most, k.limit_period, k.limit_excess) is distinct from
                ((t.limit ->> 'most')::integer, (t.limit ->> 'period')::interval, t.limit ->> 'excess')
$$;

-- A kind's limit as kind.yaml writes it: `3 per 15m`.
create function facteur.limit_text(definition facteur.kind) returns text
language plpgsql immutable
as $$
declare
    seconds constant bigint := extract(epoch from definition.limit_period);
begin
    return format('%s per %s', definition.limit_most, case
        when seconds % 86400 = 0 then seconds / 86400 || 'd'
        when seconds % 3600 = 0 then seconds / 3600 || 'h'
        when seconds % 60 = 0 then seconds / 60 || 'm'
        else seconds || 's' end);
end
$$;

-- Whether a recipient may get one more of a kind now, which then counts. A transaction that asks for the same recipient waits until
-- this one is over, for what is rolled back was never sent; so two that ask for the same ones in another order may meet in a deadlock,
-- as with any row.
create function facteur.is_within_limit(definition facteur.kind, recipient text) returns boolean
language plpgsql volatile
as $$
declare
    own constant bigint := hashtextextended(facteur.canonical_address(recipient), 0);
    moment constant timestamptz := clock_timestamp();
begin
    insert into facteur.limit_ledger as l (kind, recipient, taken, until)
        values (definition.name, own, array[moment], moment + definition.limit_period)
        on conflict on constraint limit_ledger_pkey do update
            set taken = array(select t from unnest(l.taken) t where t > moment - definition.limit_period) || moment,
                until = greatest(l.until, excluded.until)
            where (select count(*) from unnest(l.taken) t where t > moment - definition.limit_period) < definition.limit_most;
    return found;
end
$$;

-- How many messages went beyond a limit and were dropped, by kind: within the last `period`, and within the last hour; counted up to `most`.
create function facteur.limited_lately(period interval, most integer)
returns table (lane facteur.lane, kind text, lately bigint, last_hour bigint)
language plpgsql stable security definer
set search_path = facteur, pg_temp
set jit = off
as $$
begin
    return query
    select e.lane, e.kind, count(*) filter (where e.at > now() - period), count(*) from (
        select x.lane, x.kind, x.at from facteur.ended x
        where x.outcome = 'limited' and x.outcome <> 'sent' and x.at > now() - interval '1 hour' order by x.at desc limit most) e
    group by 1, 2 order by 2;
end
$$;

-- Removes at most `batch` rows of the ledger that say nothing any more; how many.
create function facteur.tidy_limits(batch integer) returns bigint
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    removed bigint;
begin
    -- Whoever holds a row writes a later moment into it.
    with old as (
        select l.ctid as place from facteur.limit_ledger l where l.until < now() order by l.until limit batch
        for update skip locked
    )
    delete from facteur.limit_ledger l where l.ctid = any (array(select o.place from old o));
    get diagnostics removed = row_count;
    return removed;
end
$$;
