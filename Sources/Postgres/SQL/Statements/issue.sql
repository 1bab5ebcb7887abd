-- An issue: its words, what its list is called, and what it has of its own or else of its list's.
select facteur.tagged_content(n.content, coalesce(n.options ->> 'locale', l.locale))::text as content, n.list, l.title, l.list_id,
    n.options ->> 'title' as shown_title, coalesce(n.options ->> 'sender', l.sender) as sender,
    coalesce(n.options ->> 'replyTo', l.reply_to) as reply_to, coalesce(n.options ->> 'locale', l.locale) as locale
from facteur.newsletter n join facteur.list l on l.name = n.list where n.id = $1::uuid
