-- $1: a zone's name.
select facteur.publish_time_zone($1)
