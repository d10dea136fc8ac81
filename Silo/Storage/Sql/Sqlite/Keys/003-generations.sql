-- The generations of the key-encryption key; the keys themselves lie in the key ring or the HSM. At most one is not retired: it wraps.
CREATE TABLE key_generation
(
    id           TEXT         NOT NULL PRIMARY KEY,
    since        INTEGER      NOT NULL, -- milliseconds since 1970, UTC
    retired_at   INTEGER      NULL,
    destroyed_at INTEGER      NULL,
    operation    BLOB         NULL      -- stands for the operation that asked for it
);

CREATE UNIQUE INDEX key_generation_current ON key_generation ((retired_at IS NULL)) WHERE retired_at IS NULL;

-- What a generation wrapped is found, and counted, without reading every row.
CREATE INDEX customer_key_personal_by ON customer_key (personal_wrapped_by);
CREATE INDEX customer_key_evidence_by ON customer_key (evidence_wrapped_by);
