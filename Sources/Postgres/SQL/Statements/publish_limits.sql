-- $1: an array of {"name", "limit": {"most", "period", "excess"}}.
select facteur.publish_limits($1::jsonb)
