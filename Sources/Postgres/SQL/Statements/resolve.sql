select facteur.resolve($1::uuid, $2::boolean)
