-- How much is held about the person with the address $1.
select jsonb_array_length(p.person -> 'messages') as messages,
    (select count(*) from jsonb_array_elements(p.person -> 'messages') m where m ->> 'state' in ('waiting', 'held', 'in_doubt')) as waiting,
    jsonb_array_length(p.person -> 'subscriptions') as subscriptions, jsonb_array_length(p.person -> 'suppressions') as suppressions,
    jsonb_array_length(p.person -> 'reports') as reports,
    (select sum(jsonb_array_length(value)) from jsonb_each(p.person -> 'mentions')) as mentions
from (select facteur.export_person($1) as person offset 0) p
