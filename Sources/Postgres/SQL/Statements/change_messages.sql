-- Does one thing to each message. $1 action, $2 messages, $3 why, $4 who.
select c.message, c.fault from facteur.change_messages($1, $2::uuid[], $3, $4) c
