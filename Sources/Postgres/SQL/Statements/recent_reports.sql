-- How many reports came in during the last hour, counted up to $1.
select r.source, r.event, r.count from facteur.recent_reports($1::integer) r
