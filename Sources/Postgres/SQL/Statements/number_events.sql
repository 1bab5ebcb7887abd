-- Gives cursors to events. $1 at most.
select facteur.number_events($1::integer) as looked
