-- Stores outcomes; the tokens that came too late.
select unnest(facteur.settle(
    $1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[], $6::boolean[], $7::smallint[], $8::text[],
    $9::text[], $10::text[], $11::integer[], $12::integer[], $13::integer[], $14::integer[])) as token
