select facteur.unsuppress($1) as changed
