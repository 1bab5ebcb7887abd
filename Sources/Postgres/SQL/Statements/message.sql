-- The facts of one message, without its secret parameters.
select m.id, m.kind, m.lane, m.recipient, m.recipient_name, m.locale, m.parameters::text as parameters, m.has_secrets, m.has_attachments,
    m.dedup_key, m.supersede_key, m.newsletter, facteur.message_state(m.id) as state,
    (extract(epoch from m.enqueued_at) * 1000000)::bigint as enqueued_at,
    (extract(epoch from m.due_at) * 1000000)::bigint as due_at,
    (extract(epoch from m.expires_at) * 1000000)::bigint as expires_at,
    (extract(epoch from e.at) * 1000000)::bigint as ended_at,
    (extract(epoch from coalesce(nullif(s.due_at, facteur.held_until()), r.due_at)) * 1000000)::bigint as next_attempt_at,
    coalesce(r.attempt, s.attempt, l.attempt, d.attempt) as attempt,
    w.host as worker_host, w.pid as worker_pid, p.family as parked_family, p.reason as parked_reason,
    (extract(epoch from p.until) * 1000000)::bigint as parked_until, (extract(epoch from now()) * 1000000)::bigint as asked_at
from facteur.message m
left join facteur.ready r on r.id = m.id
left join facteur.scheduled s on s.id = m.id
left join facteur.lease l on l.id = m.id
left join facteur.in_doubt d on d.id = m.id
left join facteur.ended e on e.id = m.id
left join facteur.worker w on w.epoch = l.epoch
left join facteur.parked_domain p on p.family = coalesce(r.family, s.family)
where m.id = $1::uuid
