-- The endpoints of events that a worker looked after within a day, those first that do not take them. Counted up to 10,000.
select w.name, w.failures, facteur.microseconds(w.failing_since) as failing_since, w.fault,
    facteur.microseconds(w.next_at) as next_at, facteur.microseconds(w.told_at) as told_at,
    facteur.microseconds(w.missed_at) as missed_at,
    (select count(*) from (select from facteur.event e where e.cursor > w.cursor order by e.cursor limit 10000) x) as behind,
    facteur.microseconds(now()) - facteur.microseconds(
        (select e.at from facteur.event e where e.cursor > w.cursor order by e.cursor limit 1)) as oldest
from facteur.webhook w
where greatest(w.held_until, w.next_at) > now() - interval '1 day'
order by w.failing_since nulls last, w.name
