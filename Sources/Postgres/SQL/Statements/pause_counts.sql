-- How many lanes, kinds and newsletters are paused: by a person, or by themselves, which have a reason.
select p.scope, p.reason is not null as by_itself, count(*) as count from facteur.pause p group by 1, 2
