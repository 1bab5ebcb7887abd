-- What is stopped, the longest first.
select p.scope, p.name, p.reason, (extract(epoch from p.since) * 1000000)::bigint as since
from facteur.pauses() p order by p.since, p.name
