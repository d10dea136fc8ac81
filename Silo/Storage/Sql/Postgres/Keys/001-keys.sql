-- The roster: a customer exists while the row does. Status 0 is active, 1 a tombstone: its personal key is gone and never comes back.
CREATE TABLE customer_key
(
    customer            uuid        NOT NULL PRIMARY KEY,
    status              smallint    NOT NULL,
    personal_key_id     uuid        NOT NULL,
    personal_wrapped_by varchar(64) NULL,
    personal            bytea       NULL,
    evidence_key_id     uuid        NOT NULL,
    evidence_wrapped_by varchar(64) NULL,
    evidence            bytea       NULL,
    floor               bigint      NOT NULL, -- the lowest version of the customer's record that may be believed
    CHECK (status IN (0, 1)),
    CHECK ((status = 0) = (personal IS NOT NULL)),
    CHECK ((personal IS NULL) = (personal_wrapped_by IS NULL)),
    CHECK ((evidence IS NULL) = (evidence_wrapped_by IS NULL))
);

-- Keys of what belongs to no customer.
CREATE TABLE platform_key
(
    name       varchar(64) NOT NULL PRIMARY KEY,
    wrapped_by varchar(64) NOT NULL,
    wrapped    bytea       NOT NULL
);
