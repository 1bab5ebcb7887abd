-- The migrations that this database has; fails when the schema is missing.
select m.number, m.name, m.checksum from facteur.schema_migration m order by m.number
