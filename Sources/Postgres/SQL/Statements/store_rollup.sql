-- Adds what worker $1 summed up, its batch number $2, to the current minute, slice and hour: attempts, times to the relay, messages that failed.
select facteur.store_rollup(
    $1::uuid, $2::bigint, $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::integer[],
    $11::bigint[], $12::uuid[], $13::text[], $14::smallint[], $15::text[], $16::text[])
