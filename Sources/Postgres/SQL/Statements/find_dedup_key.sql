-- The messages that took a dedup key. $1 key, $2 kind or null.
select k as id from facteur.find_dedup_key($1, $2) k
