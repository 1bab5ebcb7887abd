-- The numbers behind which a tail begins.
select (select coalesce(max(d.number), 0) from facteur.delivery d) as delivery,
    (select coalesce(max(r.number), 0) from facteur.report r) as report
