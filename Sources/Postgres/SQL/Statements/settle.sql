-- Stores outcomes; the tokens that came too late.
select unnest(facteur.settle(
    $1::uuid[], $2::bigint[], $3::text[], $4::bigint[], $5::boolean[], $6::smallint[], $7::text[], $8::text[], $9::text[],
    $10::integer[], $11::integer[], $12::integer[], $13::integer[])) as token
