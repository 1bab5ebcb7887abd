-- Retention by kind: some kinds' messages are kept shorter than the others', or longer.

-- How far the ended messages of some kinds have been looked through, in the order in which they ended: what lies before is removed, and is
-- never looked at again, whatever else is kept there. (An ended message never gets an earlier moment.) `class`: which kinds, and for how
-- many days.
create table facteur.retention_cursor (
    class text primary key,
    swept_to timestamptz not null default '-infinity'
);

-- Looks through the next `batch` messages that ended more than `days` ago, and removes those of these kinds, or of all but these
-- (`is_named`). Returns how many it looked at. What is named goes with its attempts and reports: they tell of the same people.
create function facteur.sweep_ended(days integer, kinds text[], is_named boolean, batch integer) returns bigint
language plpgsql volatile
as $$
declare
    own_class constant text := concat_ws(' ', days, case when not is_named then 'all but' end, array_to_string(kinds, ' '));
    beginning timestamptz;
    reached timestamptz;
    looked bigint;
    old uuid[];
    first timestamptz;
begin
    insert into facteur.retention_cursor as c (class) values (own_class) on conflict do nothing;
    select c.swept_to into strict beginning from facteur.retention_cursor c where c.class = own_class;
    select max(w.at), count(*) into reached, looked from (
        select e.at from facteur.ended e
        where e.at > beginning and e.at < now() - make_interval(days => days) order by e.at limit batch) w;
    if looked = 0 then return 0; end if;
    select array_agg(e.id) into old from facteur.ended e
        where e.at > beginning and e.at <= reached and (e.kind = any (kinds)) = is_named;
    if old is not null then
        if is_named then
            select min(m.enqueued_at) into first from facteur.message m where m.id = any (old);
            -- The log of the days of these messages alone, those after it for late outcomes.
            delete from facteur.delivery d
                where d.message = any (old) and d.at >= first and d.at < reached + interval '2 days';
            delete from facteur.report r where r.message = any (old);
        end if;
        delete from facteur.dedup d where d.message = any (old);
        delete from facteur.message m where m.id = any (old);
        delete from facteur.ended e where e.id = any (old);
    end if;
    update facteur.retention_cursor c set swept_to = reached where c.class = own_class;
    return least(looked, batch);
end
$$;

-- As `tidy`, with kinds that are kept for a time of their own: {"sign-in-code": days}. As long as it returns `batch`, there is more.
create function facteur.tidy(message_days integer, log_days integer, batch integer, kinds jsonb) returns bigint
language plpgsql volatile security definer
set search_path = facteur, pg_temp
set lock_timeout = '2s'
as $$
declare
    class record;
    most bigint;
begin
    if kinds = '{}' then return facteur.tidy(message_days, log_days, batch); end if;
    if not pg_try_advisory_xact_lock(hashtext('facteur.tidy')) then return 0; end if;
    most := facteur.sweep_ended(
        message_days, array(select k from jsonb_object_keys(kinds) k order by k), false, batch);
    for class in
        select value::integer as days, array_agg(key order by key) as names from jsonb_each_text(kinds)
        group by value::integer order by value::integer
    loop
        most := greatest(most, facteur.sweep_ended(class.days, class.names, true, batch));
    end loop;
    -- Of messages nothing is left to remove: a hundred years.
    perform facteur.tidy(36500, log_days, batch);
    return most;
exception when lock_not_available then
    -- Somebody holds one of the rows: next time.
    return 0;
end
$$;
