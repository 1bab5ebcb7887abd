-- How many messages are held.
select count(*) as total from facteur.scheduled s
where s.lane = any (enum_range(null::facteur.lane)) and s.due_at = facteur.held_until()
