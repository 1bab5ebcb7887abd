-- A picture's bytes, in hexadecimal digits.
select i.media_type, i.content from facteur.find_image($1) i
