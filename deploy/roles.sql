-- Users for the five roles that `facteur migrate` creates. The schema's owner is none of them, and nobody's login: README.md says how.
-- Run it after `facteur migrate`, as a user that may create
-- roles; running it twice is harmless:
--
--     psql -d shop -f roles.sql
--
-- Passwords are not written here. Set each one in psql with \password, which sends it hashed and leaves it in no history:
--
--     \password facteur
--
-- Peer authentication, on a Unix socket of the same machine, can do without: the units' users have these names.

\set ON_ERROR_STOP on

BEGIN;

-- The worker: claims, settles, keeps the delivery log. The user of facteur.service.
SELECT 'CREATE ROLE facteur LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'facteur') \gexec
GRANT facteur_worker TO facteur;

-- The public endpoint: shows and ends subscriptions. The user of facteur-web.service.
SELECT 'CREATE ROLE "facteur-web" LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'facteur-web') \gexec
GRANT facteur_web TO "facteur-web";

-- What comes back by mail: hands in reports, and may do nothing else. The user of facteur-bounce.service.
SELECT 'CREATE ROLE "facteur-bounce" LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'facteur-bounce') \gexec
GRANT facteur_bounce TO "facteur-bounce";

-- An application that sends mail: may call the functions of the outbox and read no table. An application that has a user
-- already needs the GRANT alone.
SELECT 'CREATE ROLE shop LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'shop') \gexec
GRANT facteur_producer TO shop;

-- A person who watches and repairs: facteur status, show, tail, enqueue, retry, cancel, resolve, pause, suppress.
SELECT 'CREATE ROLE facteur_admin LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'facteur_admin') \gexec
GRANT facteur_operator TO facteur_admin;

COMMIT;
