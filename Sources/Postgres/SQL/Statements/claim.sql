-- Takes due work of one lane. $1 lane, $2 limit, $3 epoch, $4 and $5 the watermark or null.
select l.id, l.token, l.kind, l.attempt, l.doubts, 
    -- In a form that every session reads alike, whatever its DateStyle: it comes back as the watermark.
    to_char(l.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as due_at, c.recipient, c.recipient_name, c.locale,
    c.parameters::text as parameters, c.status, c.newsletter, coalesce(c.unsubscribe_token, '') as unsubscribe_token,
    (extract(epoch from c.enqueued_at) * 1000000)::bigint as enqueued_at,
    (extract(epoch from coalesce(l.dated_at, l.claimed_at)) * 1000000)::bigint as dated_at,
    (extract(epoch from c.expires_at) * 1000000)::bigint as expires_at,
    (extract(epoch from c.expires_at - l.claimed_at) * 1000000)::bigint as expires_in,
    (extract(epoch from l.claimed_at - l.due_at) * 1000000)::bigint as queued,
    (extract(epoch from l.claimed_at - l.first_due_at) * 1000000)::bigint as since_first_due
from facteur.claim($1::facteur.lane, $2::integer, $3::uuid, $4::timestamptz, $5::uuid) c
cross join lateral (select (c.lease).*) l
