-- Hands back what an epoch holds, and forgets the epoch.
select facteur.release_epoch($1::uuid)
