select added, known, has_left, skipped, faults::text as faults from facteur.import_subscribers($1, $2, $3::jsonb)
