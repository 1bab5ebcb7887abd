-- $1 action, $2 target, $3 what it came to, $4 why, $5 who.
select facteur.record_change($1, $2, $3, $4, $5) as number
