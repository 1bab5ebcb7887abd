-- Notes how the queue and the issues stand, counted up to $1.
select facteur.sample_queue($1::integer)
