-- The issues of the last week and those that are planned, each with its ledger as it was last noted; none is noted of one that has not begun.
select n.id, n.list, (extract(epoch from n.send_at) * 1000000)::bigint as send_at, facteur.issue_subject(n.content) as subject,
    facteur.issue_state(n, coalesce(s.waiting, 0)) as state, (extract(epoch from s.at) * 1000000)::bigint as at,
    s.subscribers, s.sent, s.waiting, s.suppressed, s.failed, s.in_doubt, s.cancelled, s.bounced, s.complained, s.rate
from facteur.newsletter n left join facteur.issue_sample s on s.newsletter = n.id
where not n.is_test and (n.send_at > now() - interval '7 days' or (n.expanded_at is null and n.cancelled_at is null))
order by n.send_at desc, n.id desc limit 10
