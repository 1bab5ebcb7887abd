-- How many messages of the same lane are due before message $1, counted up to $2; no row where it is not ready.
select (select count(*) from (
    select from facteur.ready o where o.lane = r.lane and (o.due_at, o.id) < (r.due_at, r.id) limit $2::integer) o) as ahead
from facteur.ready r where r.id = $1::uuid
