select line, coalesce(address, '') as address, status = 'unsubscribed' as has_left, locale, fault, is_kept, is_chosen, is_known
from facteur.check_subscribers($1, $2, $3::jsonb)
