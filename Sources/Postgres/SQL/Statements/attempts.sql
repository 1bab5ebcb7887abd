-- The attempts of one message, the oldest first.
select d.number, d.attempt, d.outcome, d.late, d.code, d.enhanced, d.reply, d.relay, d.queued_ms, d.render_ms,
    d.connect_ms, d.dialogue_ms, (extract(epoch from d.at) * 1000000)::bigint as at,
    (extract(epoch from d.next_attempt_at) * 1000000)::bigint as next_attempt_at
from facteur.delivery d where d.message = $1::uuid order by d.number
