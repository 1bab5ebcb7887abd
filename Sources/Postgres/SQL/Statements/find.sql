-- All messages to an address, the newest first. $1 address, $2 limit. A reader's are found by their subscriptions.
select f.id from (
    (select m.id, m.sequence from facteur.message m
        where m.subscription is null and facteur.canonical_address(m.recipient) = facteur.canonical_address($1)
        order by m.sequence desc limit $2::integer)
    union all
    (select m.id, m.sequence
        from facteur.list l
        join facteur.subscription s on s.list = l.name and s.address = facteur.canonical_address($1)
        cross join lateral (
            select m.id, m.sequence from facteur.message m where m.subscription = s.id
            order by m.sequence desc limit $2::integer) m)
) f order by f.sequence desc limit $2::integer
