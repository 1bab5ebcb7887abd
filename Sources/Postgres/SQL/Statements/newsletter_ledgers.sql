-- The latest issues with what became of their readers, or the one issue $1.
select n.id, n.list, (extract(epoch from n.send_at) * 1000000)::bigint as send_at,
    coalesce(n.content ->> 'subject', n.content ->> 'title', n.content -> 'fr' ->> 'subject', n.content -> 'fr' ->> 'title',
        (select coalesce(e.value ->> 'subject', e.value ->> 'title') from jsonb_each(n.content) e
            where jsonb_typeof(e.value) = 'object' order by e.key limit 1), '') as subject,
    case
        when n.cancelled_at is not null then 'cancelled'
        when p.name is not null then 'paused'
        when n.started_at is null then 'planned'
        when n.expanded_at is null or l.waiting > 0 then 'sending'
        else 'sent'
    end as state,
    p.reason, l.*
from facteur.newsletter n
left join facteur.pause p on p.scope = 'newsletter' and p.name = n.id::text
cross join lateral facteur.newsletter_ledger(n.id) l
where $1::uuid is null or n.id = $1::uuid
order by n.send_at desc, n.id desc limit $2::integer
