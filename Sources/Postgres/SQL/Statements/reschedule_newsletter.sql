-- $1 issue, $2 when, $3 why, $4 who.
select facteur.record_change('newsletter reschedule', $1::text, 'it begins at ' || $2, $3, $4) as recorded
from (select facteur.reschedule_newsletter($1::uuid, $2::timestamptz) as done offset 0) d
