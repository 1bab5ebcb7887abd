select facteur.enqueue($1, $2, $3::jsonb, $4, $5, $6, $7, $8::timestamptz, $9::timestamptz) as id
