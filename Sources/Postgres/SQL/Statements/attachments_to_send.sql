-- A message's attachments, for the worker. $1 the message.
select * from facteur.attachments_to_send($1::uuid)
