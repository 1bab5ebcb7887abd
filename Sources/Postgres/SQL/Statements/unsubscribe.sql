select facteur.unsubscribe_by_token($1) as changed
