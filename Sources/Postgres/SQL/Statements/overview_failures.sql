-- The last $1 messages that failed, expired or came back.
select f.message, f.kind, f.recipient, f.outcome, f.code, f.enhanced, f.reply, (extract(epoch from f.at) * 1000000)::bigint as at
from facteur.failures_lately($1::integer) f order by f.at desc
