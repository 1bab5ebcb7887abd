-- A piece of an attachment's content, encoded. $1 its digest, $2 from which byte on, $3 how many.
select facteur.attachment_piece($1, $2::integer, $3::integer) as piece
