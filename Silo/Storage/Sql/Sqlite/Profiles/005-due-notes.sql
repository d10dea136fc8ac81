-- What an officer lists needs several rows of a customer and kind, each with its note; other kinds have one row with the nil id.
CREATE TABLE due_item
(
    kind     TEXT    NOT NULL,
    customer TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    at       INTEGER NOT NULL, -- seconds since 1970, UTC
    note     BLOB    NULL,     -- sealed under the platform key
    PRIMARY KEY (kind, customer, id)
);

INSERT INTO due_item (kind, customer, id, at) SELECT kind, customer, '00000000-0000-0000-0000-000000000000', at FROM due;

DROP TABLE due;

ALTER TABLE due_item RENAME TO due;

CREATE INDEX due_next ON due (kind, at, id);
