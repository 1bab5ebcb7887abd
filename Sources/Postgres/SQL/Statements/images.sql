-- The pictures, the latest first. $1 how many at most.
select i.hash, i.media_type, i.width, i.height, i.bytes, i.alt, (extract(epoch from i.added_at) * 1000000)::bigint as added_at
from facteur.image i order by i.added_at desc, i.hash limit $1::integer
