-- The lists of the reader whose token this is, and those that are open to everybody. A pause that is over is none.
select p.list, p.title, p.subscribed, p.pace,
    case when p.paused_until > now() then (extract(epoch from p.paused_until) * 1000000)::bigint end as paused_until
from facteur.preferences_by_token($1) p
