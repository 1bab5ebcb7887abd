-- For how long the oldest due message of each lane has been waiting that neither a park nor a pause holds back, looked for among the
-- first $1.
select d.lane, (extract(epoch from now() - d.oldest_free) * 1000000)::bigint as age from facteur.depths($1::integer) d
