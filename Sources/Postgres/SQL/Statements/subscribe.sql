select facteur.subscribe($1, $2, $3, $4) as changed
