select facteur.resubscribe_by_token($1) as changed
