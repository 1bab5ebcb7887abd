select facteur.create_newsletter($1, $2::jsonb) as id
