-- How many suppressions are meant, by who put them there. $1 domain, $2 a part of the reason, $3 source, $4 since, $5 before; null for any.
select s.source, count(*) as total from facteur.suppression s
where facteur.is_meant(s, $1, $2, $3, $4::timestamptz, $5::timestamptz) group by s.source order by s.source
