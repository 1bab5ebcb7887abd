-- Removes old events. $1 days, $2 at most.
select facteur.tidy_events($1::integer, $2::integer) as removed
