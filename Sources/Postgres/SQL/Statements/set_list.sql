-- $1 list, $2 title, $3 whether it asks for a confirmation, $4 List-Id, $5 who, $6 sender, $7 where answers go, $8 language, $9 whether
-- everybody may read it, $10 window. What is called for its effect is volatile: it is not left out.
select facteur.record_change('subscribers set', $1, 'set', null, $5) as recorded
from (select facteur.set_list($1, $2, $3::boolean, $4, $6, $7, $8, $9::boolean, $10) as done offset 0) d
