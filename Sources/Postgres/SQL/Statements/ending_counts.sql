-- How all messages have ended. $1: how many percent of them are looked at, $2 how many are counted beside a sample, $3 of each part of
-- the last day.
select c.lane, c.kind, c.place, c.total, c.last_hour, c.last_day, (extract(epoch from c.oldest) * 1000000)::bigint as oldest, c.is_estimate
from facteur.ending_counts($1::real, $2::integer, $3::integer) c
