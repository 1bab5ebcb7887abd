-- $1: the names of the zones whose clocks the program knows.
select w.sending_window, w.time_zone, w.clock from facteur.wanted_openings($1::text[]) w
