-- The latest messages that want a person: those in doubt, and those that failed within a day. $1 of each.
(select 'in_doubt' as place, d.id, d.kind, (extract(epoch from d.since) * 1000000)::bigint as at
from facteur.in_doubt d order by d.since desc limit $1::integer)
union all
(select 'failed', e.id, e.kind, (extract(epoch from e.at) * 1000000)::bigint
from facteur.ended e
where e.outcome = 'failed' and e.outcome <> 'sent' and e.at > now() - interval '1 day' order by e.at desc limit $1::integer)
