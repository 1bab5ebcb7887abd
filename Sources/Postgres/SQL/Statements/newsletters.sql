-- The issues that are not on their way yet, or not whole.
select n.id, n.list, (extract(epoch from n.send_at) * 1000000)::bigint as send_at,
    (select coalesce(sum(p.expanded), 0) from facteur.newsletter_progress p where p.newsletter = n.id)::bigint as expanded
from facteur.newsletter n where n.expanded_at is null and n.cancelled_at is null order by n.send_at
