select coalesce(max(d.number), 0) as number from facteur.delivery d
