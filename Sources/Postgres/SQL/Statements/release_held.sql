-- Lets held messages go. $1 which. Those that were held.
select unnest(facteur.release_held($1::uuid[])) as id
