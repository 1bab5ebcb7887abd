-- What came back, counted up to $1.
select r.event, r.last_hour, r.last_day from facteur.reports_lately($1::integer) r
