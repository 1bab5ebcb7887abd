-- An issue: its words, and what its list is called.
select n.content::text as content, n.list, l.title, l.list_id
from facteur.newsletter n join facteur.list l on l.name = n.list where n.id = $1::uuid
