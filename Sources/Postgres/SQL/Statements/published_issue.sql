-- An issue to be read in a browser.
select i.content, i.list, i.title, i.list_id, i.shown_title, i.locale, i.is_public,
    (extract(epoch from i.published_at) * 1000000)::bigint as published_at
from facteur.published_issue($1::uuid) i
