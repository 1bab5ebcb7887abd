-- Where all messages stand, counted by lane, kind and place: every message is in exactly one. Beside them, whom their readers called
-- spam: place `complained`, and a reader who is known as such alone has newsletters from us.
with counted as (
    select r.lane, r.kind, case when r.attempt > 1 or r.doubts > 0 then 'retrying' else 'waiting' end as place, count(*) as total,
        0::bigint as last_hour, 0::bigint as last_day, min(r.due_at) as oldest
    from facteur.ready r group by 1, 2, 3
    union all
    select s.lane, s.kind, case when s.due_at = facteur.held_until() then 'held' when s.dated_at is null then 'later' else 'retrying' end, count(*), 0, 0, null
    from facteur.scheduled s group by 1, 2, 3
    union all
    select l.lane, l.kind, 'sending', count(*), 0, 0, null from facteur.lease l group by 1, 2
    union all
    select d.lane, d.kind, 'in_doubt', count(*), 0, 0, min(d.since) from facteur.in_doubt d group by 1, 2
    union all
    select e.lane, e.kind, e.outcome::text, count(*), count(*) filter (where e.at > now() - interval '1 hour'),
        count(*) filter (where e.at > now() - interval '1 day'), null
    from facteur.ended e group by 1, 2, 3
    union all
    select c.lane, c.kind, 'complained', count(*), count(*) filter (where c.at > now() - interval '1 hour'),
        count(*) filter (where c.at > now() - interval '1 day'), null
    from (
        select coalesce(m.lane, 'bulk') as lane, coalesce(m.kind, 'newsletter') as kind, min(r.at) as at
        from facteur.report r left join facteur.message m on m.id = r.message
        where r.event = 'complained' and r.effect <> 'unknown' and (r.message is null or m.id is not null)
        group by 1, 2, coalesce(r.message::text, r.subscription::text, r.number::text)
    ) c group by 1, 2, 3
)
select c.lane, c.kind, c.place, sum(c.total)::bigint as total, sum(c.last_hour)::bigint as last_hour,
    sum(c.last_day)::bigint as last_day, (extract(epoch from now() - min(c.oldest)) * 1000000)::bigint as oldest
from counted c group by 1, 2, 3 order by 1, 2, 3
