-- Partitions of the delivery log, and what becomes of old rows.

-- Makes the partitions from today to a week ahead. A day that already has rows in the default partition stays there.
create function facteur.make_partitions() returns void
language plpgsql volatile
as $$
declare
    day date;
begin
    for day in select generate_series(0, 7) + (now() at time zone 'UTC')::date loop
        if to_regclass(format('facteur.delivery_%s', to_char(day, 'YYYYMMDD'))) is null then
            begin
                execute format(
                    'create table facteur.delivery_%s partition of facteur.delivery for values from (%L) to (%L)',
                    to_char(day, 'YYYYMMDD'), to_char(day, 'YYYY-MM-DD 00:00:00+00'),
                    to_char(day + 1, 'YYYY-MM-DD 00:00:00+00'));
            exception when check_violation then
                null;
            end;
        end if;
    end loop;
end
$$;

-- Makes the log's coming partitions, and drops those older than `log_days`. Whoever reads the log at this moment stands in the way of
-- both: then it is for the next time, and nobody's outcome waits longer than that meanwhile.
create function facteur.roll_partitions(log_days integer) returns void
language plpgsql volatile
set lock_timeout = '2s'
set standard_conforming_strings = on
as $$
declare
    name text;
begin
    perform facteur.make_partitions();
    for name in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'facteur.delivery'::regclass and c.relname ~ '^delivery_\d{8}$'
            and to_date(right(c.relname, 8), 'YYYYMMDD') < (now() at time zone 'UTC')::date - log_days
    loop
        execute format('drop table facteur.%I', name);
    end loop;
exception when lock_not_available then
    null;
end
$$;

-- Removes at most `batch` messages that ended more than `message_days` ago, and the log older than `log_days`. Returns how many
-- messages went: as long as it is `batch`, there are more. One worker at a time.
create function facteur.tidy(message_days integer, log_days integer, batch integer) returns bigint
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set lock_timeout = '2s'
as $$
declare
    old uuid[];
    removed bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('facteur.tidy')) then return 0; end if;
    -- A day without a message for it: what the domain thinks of us now is unknown.
    delete from facteur.parked_domain p where p.until < now() - interval '1 day';
    delete from facteur.suppression s
        where s.confirmed_at < now() - (select i.suppression_expires from facteur.installation i);
    -- What issues came to, added up. The last minutes stay apart: they tell how quickly an issue goes.
    with old as (
        delete from facteur.issue_outcome t where t.at < now() - interval '5 minutes' returning t.*
    )
    insert into facteur.issue_outcome (newsletter, outcome, count, at)
        select o.newsletter, o.outcome, sum(o.count), max(o.at) from old o group by o.newsletter, o.outcome;
    delete from facteur.report r
        where r.number = any (array(
            select o.number from facteur.report o
            where o.at < now() - make_interval(days => log_days) order by o.at limit batch));
    delete from facteur.delivery_default d
        where d.ctid = any (array(
            select o.ctid from facteur.delivery_default o
            where o.at < now() - make_interval(days => log_days) limit batch));

    select array_agg(e.id) into old from (
        select e.id from facteur.ended e where e.at < now() - make_interval(days => message_days)
        order by e.at limit batch for update skip locked) e;
    delete from facteur.dedup d where d.message = any (old);
    delete from facteur.message m where m.id = any (old);
    delete from facteur.ended e where e.id = any (old);
    get diagnostics removed = row_count;
    -- Last, for settlements wait while it holds the log.
    perform facteur.roll_partitions(log_days);
    return removed;
exception when lock_not_available then
    -- Somebody holds one of the rows: next time.
    return 0;
end
$$;

select facteur.make_partitions();
