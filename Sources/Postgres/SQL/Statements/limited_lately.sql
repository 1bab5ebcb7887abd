-- What limits dropped. $1 within which time, $2 counted up to so many.
select l.kind, l.lane, l.lately, l.last_hour from facteur.limited_lately($1::interval, $2::integer) l
