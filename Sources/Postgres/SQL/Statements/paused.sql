select p.name from facteur.pause p order by p.name
