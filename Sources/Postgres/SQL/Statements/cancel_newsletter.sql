-- $1 issue, $2 why, $3 who.
select d.withdrawn, facteur.record_change('newsletter cancel', $1::text, d.withdrawn || ' messages withdrawn', $2, $3) as recorded
from (select facteur.cancel_newsletter($1::uuid) as withdrawn offset 0) d
