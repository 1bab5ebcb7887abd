-- Messages found by whom they are for and by what became of them.
--
-- The rows of `message` are written once, when a message is made, and never by a claim or a settlement: an index there costs the hot
-- path nothing. A reader's messages are found by the subscription, whose numbers rise within an issue, so that its million new entries
-- land on the pages one after another; by their address they would land all over the index.
create index if not exists message_recipient on facteur.message (facteur.canonical_address(recipient), sequence)
    where subscription is null;
create index if not exists message_subscription on facteur.message (subscription, sequence) where subscription is not null;

-- What did not go out is rare and looked for; what was sent costs a settlement no entry here.
create index if not exists ended_unsent on facteur.ended (outcome, at) where outcome <> 'sent';

-- The first id that a message made at this moment can have, and the moment in an id (UUID version 7, RFC 9562 section 5.7), to the
-- millisecond.
create function facteur.first_id(at timestamptz) returns uuid
language sql stable parallel safe
return (lpad(to_hex(greatest((extract(epoch from at) * 1000)::bigint, 0)), 12, '0') || repeat('0', 20))::uuid;

create function facteur.made_at(id uuid) returns timestamptz
language sql stable parallel safe
return 'epoch'::timestamptz
    + ('x0000' || translate(left(id::text, 13), '-', ''))::bit(64)::bigint * interval '1 millisecond';
