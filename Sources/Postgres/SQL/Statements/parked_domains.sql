-- The domains that rest, by family.
select p.family, p.reason, p.strikes, (extract(epoch from p.until) * 1000000)::bigint as until,
    (extract(epoch from p.since) * 1000000)::bigint as since
from facteur.parked_domain p order by p.family
