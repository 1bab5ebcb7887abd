-- Where all messages stand that have not ended. $1, $2: how many percent of ready and scheduled are looked at, $3 how many are counted
-- beside a sample.
select c.lane, c.kind, c.place, c.total, c.last_hour, c.last_day, (extract(epoch from c.oldest) * 1000000)::bigint as oldest, c.is_estimate
from facteur.waiting_counts($1::real, $2::real, $3::integer) c
