-- How many attachments went, of $1 at most. By itself: contents are large, and what removes them must not hold up the rest.
select facteur.tidy_attachments($1::integer) as removed
