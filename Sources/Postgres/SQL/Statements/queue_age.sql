-- For how long the oldest due message of each lane has been waiting that neither a park nor a pause holds back, looked for among the
-- first $1. The lists are read once and the rows one by one until one fits, so that a deep queue costs no more than a shallow one.
select l.lane, (extract(epoch from now() - (
    select w.due_at
    from (
        select r.due_at, r.family, r.kind, r.newsletter from facteur.ready r where r.lane = l.lane
        order by r.due_at limit $1::integer
    ) w
    where w.family <> all (array(select p.family from facteur.parked_domain p))
        and w.kind <> all (array(select p.name from facteur.pause p where p.scope = 'kind'))
        and (w.newsletter is null
            or w.newsletter <> all (array(select p.name::uuid from facteur.pause p where p.scope = 'newsletter')))
        and l.lane::text <> all (array(select p.name from facteur.pause p where p.scope = 'lane'))
    order by w.due_at limit 1
)) * 1000000)::bigint as age
from unnest(enum_range(null::facteur.lane)) as l (lane)
