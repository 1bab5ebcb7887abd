-- Five roles without login; grant one to each program's own user. Roles belong to the whole cluster, so they may be there
-- already, or be made by another database's migration at this very moment.

do $$
declare
    role text;
begin
    foreach role in array array['facteur_producer', 'facteur_worker', 'facteur_web', 'facteur_bounce', 'facteur_operator'] loop
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
