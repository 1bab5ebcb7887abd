-- What the unsubscribe page shows.
select s.list, s.masked, s.active from facteur.find_subscription($1) s
