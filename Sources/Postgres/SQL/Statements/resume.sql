select facteur.resume($1) as changed
