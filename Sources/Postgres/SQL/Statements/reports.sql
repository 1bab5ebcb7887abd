-- What was reported of message $1.
select r.number, r.source, (extract(epoch from r.at) * 1000000)::bigint as at, r.event, r.effect, r.recipient as named, r.code,
    r.enhanced, r.reply, r.reporter
from facteur.report r where r.message = $1::uuid order by r.number
