-- Lets go of endpoints. $1 holder.
select facteur.leave_webhooks($1::uuid)
