-- Hands back what dead workers held. $1: the epoch that asks, which is not dead.
select facteur.release_dead_workers($1::uuid)
