-- Rings on the channel $1 for whoever listens.
select pg_notify($1, '')
