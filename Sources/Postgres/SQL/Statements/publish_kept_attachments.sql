-- $1: whether each kind keeps its attachments, {"order-confirmed": true}.
select facteur.publish_kept_attachments($1::jsonb)
