-- Four roles without login; grant one to each program's own user. Roles belong to the whole cluster, so they may be there
-- already, or be made by another database's migration at this very moment.

do $$
declare
    role text;
begin
    foreach role in array array['facteur_producer', 'facteur_worker', 'facteur_web', 'facteur_operator'] loop
        if not exists (select from pg_roles where rolname = role) then
            begin
                execute format('create role %I nologin', role);
            exception
                when duplicate_object or unique_violation then null;
                when insufficient_privilege then
                    raise exception
                        'role % is missing and this user may not create it: run CREATE ROLE % NOLOGIN as an administrator',
                        role, role;
            end;
        end if;
    end loop;
end
$$;

-- Functions are everybody's until told otherwise.
revoke all on all functions in schema facteur from public;
revoke all on schema facteur from public;
grant usage on schema facteur to facteur_producer, facteur_worker, facteur_web, facteur_operator;

-- Producers: the contract's functions and no table.
grant execute on function
    facteur.enqueue(text, text, jsonb, text, text, text, text, timestamptz, timestamptz),
    facteur.enqueue_many(jsonb), facteur.cancel(uuid), facteur.message_state(uuid),
    facteur.subscribe(text, text, text, text), facteur.unsubscribe(text, text), facteur.unsubscribe_by_token(text),
    facteur.create_newsletter(text, jsonb, timestamptz, text)
    to facteur_producer, facteur_operator;

-- The worker: functions, the issues' content, and which domains are parked.
grant select on facteur.schema_migration, facteur.newsletter, facteur.list, facteur.parked_domain to facteur_worker;
grant execute on function
    facteur.claim(facteur.lane, integer, uuid, timestamptz, uuid), facteur.lease_statuses(uuid[], bigint[]),
    facteur.heartbeat(uuid, text, integer, text, boolean, interval), facteur.release_epoch(uuid),
    facteur.report_relays(uuid, text[], bigint[], text[]),
    facteur.release_dead_workers(uuid, interval, interval, interval),
    facteur.promote_due(facteur.lane, integer, integer), facteur.expand_issues(integer, integer),
    facteur.take_over_leases(uuid[], bigint[], uuid, uuid),
    facteur.release_strays(uuid, bigint[], bigint), facteur.publish_kinds(jsonb), facteur.publish_installation(jsonb),
    facteur.tidy(integer, integer, integer),
    facteur.settle(uuid[], bigint[], text[], bigint[], bigint[], boolean[], smallint[], text[], text[], text[],
        integer[], integer[], integer[], integer[]), facteur.depths(integer)
    to facteur_worker;

-- The web endpoint: what the holder of a token may do.
grant select on facteur.schema_migration to facteur_web;
grant execute on function
    facteur.find_subscription(text), facteur.unsubscribe_by_token(text), facteur.leave_by_token(text, boolean),
    facteur.resubscribe_by_token(text), facteur.confirm_by_token(text)
    to facteur_web;

-- Operators read everything but the secrets, and the tokens that would let them act as a reader.
grant select on facteur.schema_migration, facteur.kind, facteur.message, facteur.ready, facteur.scheduled, facteur.lease,
    facteur.in_doubt, facteur.ended, facteur.worker, facteur.relay_outage, facteur.delivery, facteur.pause,
    facteur.suppression, facteur.list, facteur.newsletter, facteur.newsletter_progress, facteur.pace, facteur.installation, facteur.domain_family,
    facteur.parked_domain to facteur_operator;
grant select (id, list, email, address, provider, locale, name, status, source, consented_at, subscribed_at, unsubscribed_at)
    on facteur.subscription to facteur_operator;
grant execute on function
    facteur.retry(uuid), facteur.resolve(uuid, boolean), facteur.pause(text), facteur.resume(text),
    facteur.suppress(text, text, text), facteur.unsuppress(text), facteur.set_list(text, text, boolean, text),
    facteur.import_subscribers(text, text, jsonb), facteur.check_subscribers(text, text, jsonb),
    facteur.test_newsletter(uuid, text, text),
    facteur.cancel_newsletter(uuid), facteur.newsletter_ledger(uuid)
    to facteur_operator;
