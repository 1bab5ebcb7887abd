-- The relays that this worker finds to be down, and for how many microseconds.
select facteur.report_relays($1::uuid, $2::text[], $3::bigint[], $4::text[])
