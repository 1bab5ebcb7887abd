select facteur.cancel_newsletter($1::uuid)
