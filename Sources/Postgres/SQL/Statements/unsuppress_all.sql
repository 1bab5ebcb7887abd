-- Ends the suppressions that `count_suppressions.sql` counts.
select facteur.unsuppress_all($1, $2, $3, $4::timestamptz, $5::timestamptz) as removed
