-- Where all messages stand. $1, $2, $3: how many percent of ready, scheduled and ended are looked at, $4 how many are counted beside a
-- sample, $5 of each part of the last day.
select c.lane, c.kind, c.place, c.total, c.last_hour, c.last_day, (extract(epoch from c.oldest) * 1000000)::bigint as oldest, c.is_estimate
from facteur.queue_counts($1::real, $2::real, $3::real, $4::integer, $5::integer) c order by c.lane, c.kind, c.place
