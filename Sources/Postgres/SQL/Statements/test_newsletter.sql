select facteur.test_newsletter($1::uuid, $2, $3) as id
