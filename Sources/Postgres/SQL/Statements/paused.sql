-- What is stopped, by whom and why. `reason` where the worker did it by itself.
select p.name, p.scope, p.reason, (extract(epoch from p.since) * 1000000)::bigint as since, a.role, a.person, a.reason as why
from facteur.pause p
left join lateral (
    select * from facteur.audit a
    where a.target = p.name and a.action = 'pause' and a.at >= p.since - interval '1 second' and p.reason is null
    order by a.number desc limit 1) a on true
order by p.name
