-- Takes in what came back. $1 source, $2 key, $3 report.
select r.effect, r.message, r.kind, r.lane, r.recipient, r.newsletter from facteur.take_report($1, $2, $3::jsonb) r
