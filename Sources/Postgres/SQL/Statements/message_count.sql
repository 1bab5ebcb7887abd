select count(*) as total from facteur.message
