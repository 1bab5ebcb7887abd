-- What explains the end of message $1: the newer message that took its place; what keeps mail from its address now; how its reader
-- stands to the list; whether its issue was cancelled.
select (
        select n.id from facteur.message n
        where n.supersede_key = m.supersede_key and n.kind = m.kind and n.sequence > m.sequence
            and (m.owner is null or n.owner = m.owner)
        order by n.sequence limit 1) as superseded_by,
    s.scope as suppression_scope, s.reason as suppression_reason, s.source as suppression_source,
    (extract(epoch from s.since) * 1000000)::bigint as suppression_since,
    u.list, u.status as reader_status, (extract(epoch from u.unsubscribed_at) * 1000000)::bigint as reader_left_at,
    (extract(epoch from n.cancelled_at) * 1000000)::bigint as issue_cancelled_at
from facteur.message m
left join lateral (
    select s.* from facteur.suppression s
    where s.address = facteur.canonical_address(m.recipient) and (s.scope = 'all' or m.lane = 'bulk') and facteur.is_in_force(s)
    order by s.scope limit 1) s on true
left join facteur.subscription u on u.id = m.subscription
left join facteur.newsletter n on n.id = m.newsletter
where m.id = $1::uuid
