-- What an officer lists needs several rows of a customer and kind, each with its note; other kinds have one row with the nil id.
ALTER TABLE due ADD COLUMN id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';

ALTER TABLE due ADD COLUMN note bytea NULL; -- sealed under the platform key

ALTER TABLE due DROP CONSTRAINT due_pkey;

ALTER TABLE due ADD PRIMARY KEY (kind, customer, id);

DROP INDEX due_next;

CREATE INDEX due_next ON due (kind, at, id);
