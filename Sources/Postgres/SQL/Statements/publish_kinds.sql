-- $1: an array of {"name", "lane", "parameters", "expires_after"}.
select facteur.publish_kinds($1::jsonb)
