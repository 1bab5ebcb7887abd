select facteur.cancel($1::uuid) as changed
