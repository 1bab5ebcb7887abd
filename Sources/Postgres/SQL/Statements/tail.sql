-- Attempts and reports behind a number of theirs, each the oldest first. $1 the last attempt's number, $2 the last report's, $3 kind or
-- null, $4 recipient or null, $5 limit of each. Numbers are drawn before they are committed: what is younger than half a second is left
-- for the next look, so that none is passed over. Reports of nothing of ours are nobody's news.
(select d.number, (extract(epoch from d.at) * 1000000)::bigint as at, d.message, m.kind, m.lane, m.recipient, d.code, d.enhanced,
    d.reply, d.attempt, d.outcome, d.late, d.relay, d.queued_ms, d.render_ms, d.connect_ms, d.dialogue_ms,
    (extract(epoch from d.next_attempt_at) * 1000000)::bigint as next_attempt_at,
    null as source, null as event, null as effect, null as named, null as reporter
from facteur.delivery d join facteur.message m on m.id = d.message
where d.number > $1::bigint and d.at < now() - interval '0.5 seconds'
    and ($3::text is null or m.kind = $3)
    and ($4::text is null or facteur.canonical_address(m.recipient) = facteur.canonical_address($4))
order by d.number
limit $5::integer)
union all
(select r.number, (extract(epoch from r.at) * 1000000)::bigint, r.message, m.kind, m.lane, coalesce(m.recipient, s.email), r.code,
    r.enhanced, r.reply, null, null, null, null, null, null, null, null, null, r.source, r.event, r.effect, r.recipient, r.reporter
from facteur.report r
left join facteur.message m on m.id = r.message
left join facteur.subscription s on s.id = r.subscription
where r.number > $2::bigint and r.at < now() - interval '0.5 seconds' and r.effect <> 'unknown'
    -- Who is known as a reader alone has newsletters from us.
    and ($3::text is null or coalesce(m.kind, 'newsletter') = $3)
    and ($4::text is null or facteur.canonical_address(coalesce(m.recipient, s.email)) = facteur.canonical_address($4))
order by r.number
limit $5::integer)
