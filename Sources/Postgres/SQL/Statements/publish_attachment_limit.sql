-- $1: bytes.
select facteur.publish_attachment_limit($1::integer)
