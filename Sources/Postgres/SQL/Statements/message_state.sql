select facteur.message_state($1::uuid) as state
