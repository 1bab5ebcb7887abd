-- What a reader's page shows.
select s.list, s.masked, s.status, s.locale, s.title from facteur.find_subscription($1) s
