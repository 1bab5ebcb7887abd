-- A line for each message $1, in this order: how it stands, since when, and what the last server said. What is known of the days on
-- which it was tried keeps the look at the log within their partitions.
select m.id, m.kind, m.lane, m.recipient, (extract(epoch from m.enqueued_at) * 1000000)::bigint as enqueued_at,
    case
        when e.id is not null then e.outcome::text
        when d.id is not null then 'in_doubt'
        when l.id is not null then 'sending'
        when q.due_at = facteur.held_until() then 'held'
        when exists (
            select from facteur.pause p
            where p.name = case p.scope when 'lane' then q.lane::text when 'kind' then q.kind else q.newsletter::text end)
            then 'paused'
        when q.family = any (array(select p.family from facteur.parked_domain p)) then 'parked'
        when q.is_retry then 'retrying'
        when q.is_later then 'later'
        else 'waiting'
    end as state,
    (extract(epoch from coalesce(e.at, d.since, l.claimed_at, m.enqueued_at)) * 1000000)::bigint as since,
    (extract(epoch from nullif(q.due_at, facteur.held_until())) * 1000000)::bigint as next_attempt_at,
    coalesce(q.attempt, l.attempt, d.attempt) as attempt, t.code, t.enhanced, t.reply
from unnest($1::uuid[]) with ordinality g (id, place)
join facteur.message m on m.id = g.id
left join lateral (
    select r.lane, r.kind, r.newsletter, r.family, r.due_at, r.attempt, r.attempt > 1 or r.doubts > 0 as is_retry,
        false as is_later
    from facteur.ready r where r.id = g.id
    union all
    select s.lane, s.kind, s.newsletter, s.family, s.due_at, s.attempt, s.dated_at is not null, s.dated_at is null
    from facteur.scheduled s where s.id = g.id
    limit 1) q on true
left join facteur.lease l on l.id = g.id
left join facteur.in_doubt d on d.id = g.id
left join facteur.ended e on e.id = g.id
left join lateral (
    select v.code, v.enhanced, v.reply from facteur.delivery v
    where v.message = g.id and v.at >= m.enqueued_at and v.at <= coalesce(e.at, now()) + interval '1 hour'
    order by v.number desc limit 1) t on true
order by g.place
