select facteur.retry($1::uuid)
