select facteur.suppress($1, $2, $3) as changed
