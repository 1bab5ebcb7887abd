-- What goes with a message, for operators. $1 the message.
select a.name, a.media_type, a.size
from facteur.message_attachment t join facteur.attachment a on a.id = t.attachment where t.message = $1::uuid order by t.place
