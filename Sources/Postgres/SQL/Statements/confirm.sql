select facteur.confirm_by_token($1) as changed
