-- When a list's issues may leave; null for at any time.
select l.sending_window as "window" from facteur.list l where l.name = $1
