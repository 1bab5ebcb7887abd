-- Takes due work of one lane. $1 lane, $2 limit, $3 epoch, $4 and $5 the watermark: due_at and id of the last row that this
-- worker claimed in the lane, or null. Below it lie the index entries of rows already taken, which cannot be cleaned up while
-- any session holds an old snapshot; walking over them costs more with every claim.
--
-- One statement, so one commit. The parameters are known to the planner because the statement is never prepared by name: a
-- generic plan would read a tenth of the table.
with me as materialized (
    -- A worker that was taken for dead claims nothing; the lock keeps others from thinking so during this claim.
    select w.epoch from facteur.worker w where w.epoch = $3::uuid for key share
), picked as materialized (
    select r.id from facteur.ready r
    where r.lane = $1::facteur.lane
        and r.due_at <= now()
        and ($4::timestamptz is null or (r.due_at, r.id) > ($4::timestamptz, $5::uuid))
        and exists (select from me)
        and not exists (select from facteur.pause p where p.scope = 'lane' and p.name = $1::facteur.lane::text)
        and r.kind <> all (array(select p.name from facteur.pause p where p.scope = 'kind'))
        and (r.newsletter is null
            or r.newsletter <> all (array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter')))
    order by r.due_at, r.id
    limit $2::integer
    for update skip locked
), taken as (
    delete from facteur.ready r using picked p where r.id = p.id returning r.*
), leased as (
    insert into facteur.lease
            (id, lane, attempt, doubts, due_at, first_due_at, dated_at, newsletter, kind, token, epoch, claimed_at)
        select id, lane, attempt, doubts, due_at, first_due_at, coalesce(dated_at, now()), newsletter, kind,
            nextval('facteur.lease_token'), $3::uuid, now()
        from taken
        returning *
)
select l.id, l.token, l.kind, l.attempt, l.doubts, l.due_at::text as due_at, m.recipient, m.recipient_name, m.locale,
    (m.parameters || coalesce(s.parameters, '{}'))::text as parameters,
    facteur.standing(m) as standing,
    (extract(epoch from m.enqueued_at) * 1000000)::bigint as enqueued_at,
    (extract(epoch from l.dated_at) * 1000000)::bigint as dated_at,
    (extract(epoch from m.expires_at) * 1000000)::bigint as expires_at,
    (extract(epoch from m.expires_at - now()) * 1000000)::bigint as expires_in,
    (extract(epoch from now() - l.due_at) * 1000000)::bigint as queued,
    (extract(epoch from now() - l.first_due_at) * 1000000)::bigint as since_first_due,
    l.newsletter, coalesce(u.token, '') as unsubscribe_token
from leased l
join facteur.message m on m.id = l.id
left join facteur.message_secret s on s.id = l.id
left join facteur.subscription u on u.id = m.subscription
order by l.due_at, l.id
