-- What keeps living workers from sending though their relays are up, as they say: a journal that cannot be written.
select w.host, w.pid, o.relay as name, o.reason, (extract(epoch from o.since) * 1000000)::bigint as since
from facteur.relay_outage o join facteur.worker w on w.epoch = o.epoch
where w.heartbeat_at > now() - interval '30 seconds' and o.relay = 'journal'
order by o.since, w.epoch
