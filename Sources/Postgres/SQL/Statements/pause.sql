select facteur.pause($1) as changed
