-- What an earlier worker had begun to send and never settled, now this epoch's. $1 messages, $2 tokens, $3 the earlier epoch,
-- $4 this one. A lease that was taken back meanwhile is told too: what the relay has taken must not go again.
select a.id, a.token, a.lane, a.kind, a.attempt, a.doubts, a.recipient, a.recipient_name, a.locale, '{}' as parameters,
    'due' as status, a.newsletter, '' as unsubscribe_token,
    (extract(epoch from a.enqueued_at) * 1000000)::bigint as enqueued_at,
    (extract(epoch from a.dated_at) * 1000000)::bigint as dated_at,
    (extract(epoch from a.expires_at) * 1000000)::bigint as expires_at,
    (extract(epoch from a.expires_at - now()) * 1000000)::bigint as expires_in,
    (extract(epoch from now() - a.first_due_at) * 1000000)::bigint as queued,
    (extract(epoch from now() - a.first_due_at) * 1000000)::bigint as since_first_due
from facteur.take_over_leases($1::uuid[], $2::bigint[], $3::uuid, $4::uuid) a
