-- All that is held about the person with the address $1, as JSON.
select jsonb_pretty(facteur.export_person($1)) as person
