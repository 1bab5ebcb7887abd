-- How the queue stood at each minute of the last $1 minutes.
select s.lane, s.waiting, s.retrying, s.in_doubt, (extract(epoch from s.taken_at) * 1000000)::bigint as at,
    (extract(epoch from s.oldest) * 1000000)::bigint as oldest
from facteur.queue_sample s
where s.at > now() - make_interval(mins => $1::integer) order by s.at, s.lane
