-- The content of an issue.
select n.content::text as content from facteur.newsletter n where n.id = $1::uuid
