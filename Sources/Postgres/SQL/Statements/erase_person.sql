-- Erases the person with the address $1. $2 why or null, $3 the proof's number, null the first time.
select e.proof, e.counts::text as counts, e.under_way, e.named from facteur.erase_person($1, $2, $3::bigint) e
