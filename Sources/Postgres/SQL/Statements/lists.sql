select l.name, l.title, l.double_opt_in,
    count(*) filter (where s.status = 'subscribed') as subscribed, count(*) filter (where s.status = 'pending') as pending,
    count(*) filter (where s.status = 'unsubscribed') as unsubscribed
from facteur.list l left join facteur.subscription s on s.list = l.name
group by l.name order by l.name
