-- The latest issues with what became of their readers, or the one issue $1.
select n.id, n.list, (extract(epoch from n.send_at) * 1000000)::bigint as send_at,
    facteur.issue_subject(n.content) as subject, facteur.issue_state(n, l.waiting) as state,
    p.reason, nullif(coalesce(n.options ->> 'window', t.sending_window), 'none') as sending_window,
    (select i.time_zone from facteur.installation i) as time_zone, (extract(epoch from now()) * 1000000)::bigint as clock, l.*
from facteur.newsletter n
join facteur.list t on t.name = n.list
left join facteur.pause p on p.scope = 'newsletter' and p.name = n.id::text
cross join lateral facteur.newsletter_ledger(n.id) l
where not n.is_test and ($1::uuid is null or n.id = $1::uuid)
order by n.send_at desc, n.id desc limit $2::integer
