-- What waits and what is in doubt in each lane, counted up to $1.
select d.lane, d.waiting, d.in_doubt from facteur.depths($1::integer) d
