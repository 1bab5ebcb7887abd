select l.name, l.title, l.list_id, l.double_opt_in, l.sender, l.reply_to, l.locale, l.is_public, l.sending_window,
    count(*) filter (where s.status = 'subscribed') as subscribed, count(*) filter (where s.status = 'pending') as pending,
    count(*) filter (where s.status = 'unsubscribed') as unsubscribed
from facteur.list l left join facteur.subscription s on s.list = l.name
group by l.name order by l.name
