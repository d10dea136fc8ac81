-- The generations of the key-encryption key; the keys themselves lie in the key ring or the HSM. At most one is not retired: it wraps.
CREATE TABLE key_generation
(
    id           varchar(64)  NOT NULL PRIMARY KEY,
    since        bigint       NOT NULL, -- milliseconds since 1970, UTC
    retired_at   bigint       NULL,
    destroyed_at bigint       NULL,
    operation    bytea        NULL      -- stands for the operation that asked for it
);

CREATE UNIQUE INDEX key_generation_current ON key_generation ((retired_at IS NULL)) WHERE retired_at IS NULL;

-- What a generation wrapped is found, and counted, without reading every row.
CREATE INDEX customer_key_personal_by ON customer_key (personal_wrapped_by);
CREATE INDEX customer_key_evidence_by ON customer_key (evidence_wrapped_by);
