-- $1 list, $2 when the issue is to begin, or null for now.
select a.provider, a.locale, a.standing, a.readers
from facteur.newsletter_audience($1, coalesce($2::timestamptz, now())) a order by a.provider, a.locale, a.standing
