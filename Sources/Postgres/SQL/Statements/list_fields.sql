-- The fields that subscriptions of the list $1 carry.
select f.name from facteur.list_field f where f.list = $1 order by f.name
