-- Puts right, for this session, what the server, the database or the role has set so that SQL would mean something else or be cut
-- short: deadlines are the program's own. Writes nothing where all is as PostgreSQL has it by itself, so that behind a pooler nobody
-- else is touched. What else a role may set (DateStyle, TimeZone, search_path and the like) the statements do without.
--
-- A server that its operator has made read-only stays so: only a role's own setting is overruled.
select set_config(w.name, w.value, false)
from (values
    ('standard_conforming_strings', 'on'), ('array_nulls', 'on'), ('default_transaction_isolation', 'read committed'),
    ('default_transaction_read_only', 'off'), ('statement_timeout', '0'), ('lock_timeout', '0'), ('idle_session_timeout', '0')
) as w (name, value)
where current_setting(w.name, true) <> w.value
    and (w.name <> 'default_transaction_read_only' or exists (
        select from pg_settings s where s.name = w.name and s.source in ('user', 'database user')))
