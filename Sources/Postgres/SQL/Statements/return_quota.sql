-- A part of a slice that is not needed. $1 relay, $2 the period in which it was reserved, $3 how much.
select facteur.return_quota($1, $2::timestamptz, $3::integer)
