-- Takes due work of one lane. $1 lane, $2 limit, $3 epoch, $4 and $5 the watermark or null.
select c.id, c.token, c.kind, c.attempt, c.doubts, c.due_at::text as due_at, c.recipient, c.recipient_name, c.locale,
    c.parameters::text as parameters, c.status, c.newsletter, coalesce(c.unsubscribe_token, '') as unsubscribe_token,
    (extract(epoch from c.enqueued_at) * 1000000)::bigint as enqueued_at,
    (extract(epoch from c.dated_at) * 1000000)::bigint as dated_at,
    (extract(epoch from c.expires_at) * 1000000)::bigint as expires_at,
    (extract(epoch from c.expires_at - c.claimed_at) * 1000000)::bigint as expires_in,
    (extract(epoch from c.claimed_at - c.due_at) * 1000000)::bigint as queued,
    (extract(epoch from c.claimed_at - c.first_due_at) * 1000000)::bigint as since_first_due
from facteur.claim($1::facteur.lane, $2::integer, $3::uuid, $4::timestamptz, $5::uuid) c
