-- $1 token, $2 list, $3 what is to change.
select facteur.change_preference($1, $2, $3) as changed
