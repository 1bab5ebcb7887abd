-- What an earlier worker had begun to send and never settled, now this epoch's. $1 messages, $2 tokens, $3 the earlier epoch,
-- $4 this one. A lease that was taken back meanwhile is told too: what the relay has taken must not go again.
with unsettled as materialized (
    select u.message, u.token from facteur.adopt($1::uuid[], $2::bigint[], $3::uuid, $4::uuid) u
)
select m.id, u.token, m.kind, m.lane, coalesce(l.attempt, 1) as attempt, coalesce(l.doubts, 0) as doubts, m.recipient,
    m.recipient_name, m.locale, '{}' as parameters, 'due' as standing,
    (extract(epoch from m.enqueued_at) * 1000000)::bigint as enqueued_at,
    (extract(epoch from coalesce(l.dated_at, m.enqueued_at)) * 1000000)::bigint as dated_at,
    (extract(epoch from m.expires_at) * 1000000)::bigint as expires_at,
    (extract(epoch from m.expires_at - now()) * 1000000)::bigint as expires_in,
    (extract(epoch from now() - m.due_at) * 1000000)::bigint as queued,
    (extract(epoch from now() - coalesce(l.first_due_at, m.due_at)) * 1000000)::bigint as since_first_due,
    m.newsletter, '' as unsubscribe_token
from unsettled u
join facteur.message m on m.id = u.message
left join facteur.lease l on l.id = u.message and l.token = u.token
