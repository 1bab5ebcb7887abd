select facteur.leave_by_token($1, $2) as changed
