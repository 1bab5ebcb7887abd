-- What an editor does with an issue before it goes out: looks who would get it, tries it on somebody, and changes it until it begins.

-- A copy of an issue's file to look at: a row that never goes to a list.
alter table facteur.newsletter add column is_test boolean not null default false;

-- Who would get an issue of a list that begins at a moment, by the provider that takes their mail and their language, and who would not, and
-- why. `standing`: `reader`, or `pending`, `unsubscribed`, `suppressed` (gets no mail), `paused` (for a time of the reader's choice), `pace` (had
-- as many letters as the reader wants).
create function facteur.newsletter_audience(list text, at timestamptz)
returns table (provider text, locale text, standing text, readers bigint)
language sql stable security definer set search_path = facteur, pg_temp
as $$
    select s.provider, s.locale, s.standing, count(*) from (
        select s.provider, s.locale,
            case
                when s.status <> 'subscribed' then s.status
                when exists (select from facteur.suppression u where u.address = s.address and facteur.is_in_force(u))
                    then 'suppressed'
                when facteur.wants_issue(s, newsletter_audience.at) then 'reader'
                when s.paused_until > newsletter_audience.at then 'paused'
                else 'pace'
            end as standing
        from facteur.subscription s where s.list = newsletter_audience.list) s
    group by s.provider, s.locale, s.standing
$$;

-- Why an issue cannot be changed any more; null where it can.
create function facteur.changing_fault(issue facteur.newsletter) returns text
language sql immutable
return case
    when (issue).id is null then 'the newsletter is unknown'
    when (issue).cancelled_at is not null then 'the newsletter is cancelled: create it anew, with another dedup_key'
    when (issue).started_at is not null then
        'the newsletter has begun, and some readers have it: pause or cancel it, and send what you correct as an issue of its own'
end;

-- The issue, held until the transaction ends: a worker that would begin it passes it over, and one that is beginning it is waited for.
create function facteur.issue_to_change(newsletter uuid) returns facteur.newsletter
language plpgsql volatile
as $$
declare
    issue facteur.newsletter;
begin
    select * into issue from facteur.newsletter n where n.id = issue_to_change.newsletter for update;
    perform facteur.refuse(facteur.changing_fault(issue));
    return issue;
end
$$;

-- Puts other words and options in the place of an issue's while it has not begun, judged as `create_newsletter` judges them. Its list, its
-- moment and its owner stay.
create function facteur.edit_newsletter(newsletter uuid, content jsonb, options jsonb default null) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    issue constant facteur.newsletter := facteur.issue_to_change(newsletter);
    given constant jsonb := nullif(nullif(edit_newsletter.options, 'null'), '{}');
begin
    perform facteur.refuse(coalesce(
        facteur.content_fault(edit_newsletter.content), facteur.issue_language_fault(edit_newsletter.content),
        facteur.options_fault(given)));
    update facteur.newsletter n set content = edit_newsletter.content, options = given where n.id = issue.id;
end
$$;

-- Gives an issue that has not begun another moment.
create function facteur.reschedule_newsletter(newsletter uuid, send_at timestamptz) returns void
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    issue constant facteur.newsletter := facteur.issue_to_change(newsletter);
begin
    perform facteur.refuse(case
        when reschedule_newsletter.send_at is null then 'send_at is missing'
        else facteur.time_fault('send_at', reschedule_newsletter.send_at)
    end);
    update facteur.newsletter n set send_at = reschedule_newsletter.send_at where n.id = issue.id;
    perform facteur.notify_workers();
end
$$;

-- A copy of what is to be an issue of a list, to one address. Its words are kept a month, as long as anybody asks what was sent.
create function facteur.test_content(list text, content jsonb, address text, locale text, options jsonb default null) returns uuid
language plpgsql volatile security definer set search_path = facteur, pg_temp
as $$
declare
    draft uuid;
begin
    delete from facteur.newsletter n where n.is_test and n.created_at < now() - interval '30 days';
    draft := facteur.create_newsletter(
        test_content.list, test_content.content, now(), null, test_content.options);
    update facteur.newsletter n set is_test = true, cancelled_at = now() where n.id = draft;
    return facteur.test_newsletter(draft, test_content.address, test_content.locale);
end
$$;
