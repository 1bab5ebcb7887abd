select facteur.set_list($1, $2, $3::boolean, $4)
