-- Lets at most $1 of all held messages go; how many they were.
select facteur.release_all_held($1::integer) as released
