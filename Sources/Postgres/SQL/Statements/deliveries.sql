-- Attempts behind a number, the oldest first. $1 number, $2 kind or null, $3 recipient or null, $4 limit. Numbers are drawn
-- before they are committed: what is younger than half a second is left for the next look, so that none is passed over.
select d.number, d.attempt, d.outcome, d.late, d.code, d.enhanced, d.reply, d.relay, d.queued_ms, d.render_ms,
    d.connect_ms, d.dialogue_ms, (extract(epoch from d.at) * 1000000)::bigint as at,
    (extract(epoch from d.next_attempt_at) * 1000000)::bigint as next_attempt_at,
    d.message, m.kind, m.lane, m.recipient
from facteur.delivery d join facteur.message m on m.id = d.message
where d.number > $1::bigint and d.at < now() - interval '0.5 seconds'
    and ($2::text is null or m.kind = $2)
    and ($3::text is null or facteur.canonical_address(m.recipient) = facteur.canonical_address($3))
order by d.number
limit $4::integer
