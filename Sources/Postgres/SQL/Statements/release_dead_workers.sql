-- Hands back what dead workers held. $1: who asks. $2: death, $3 the longest gap between steady heartbeats, $4 steadiness.
select facteur.release_dead_workers($1::uuid, $2::interval, $3::interval, $4::interval) as released
