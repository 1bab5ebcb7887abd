-- The messages that took a dedup_key: one, where the kind is given. $1 key, $2 kind or null.
select d.message as id from facteur.kind k join facteur.dedup d on d.kind = k.name and d.key = $1
where ($2::text is null or k.name = $2) and exists (select from facteur.message m where m.id = d.message)
order by k.name
