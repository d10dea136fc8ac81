-- The shards of the log, as many as the first start made, and how far each is signed.
CREATE TABLE audit_shard
(
    shard  integer      NOT NULL PRIMARY KEY,
    vkey   varchar(512) NULL,               -- the verifier key of its checkpoints (C2SP signed-note)
    signed bigint       NOT NULL DEFAULT -1 -- the largest size a checkpoint was signed for
);

-- The leaves. The key makes a fork impossible: a place is taken once.
CREATE TABLE audit_entry
(
    shard    integer NOT NULL,
    idx      bigint  NOT NULL, -- from 0, without gaps
    mutation uuid    NULL,     -- the entry's id, of entries that may be handed in again
    at       bigint  NOT NULL, -- milliseconds since 1970, UTC
    subject  bytea   NULL,
    leaf     bytea   NOT NULL,
    hash     bytea   NOT NULL, -- SHA-256(0x00 || leaf)
    sealed   bytea   NULL,     -- free text beside the leaf
    PRIMARY KEY (shard, idx)
);

CREATE UNIQUE INDEX audit_entry_mutation ON audit_entry (shard, mutation) WHERE mutation IS NOT NULL;
CREATE INDEX audit_entry_subject ON audit_entry (shard, subject, idx, at) WHERE subject IS NOT NULL;

-- Roots of complete subtrees of 256^tier leaves, from tier 1, so that a proof reads a few short ranges.
CREATE TABLE audit_block
(
    shard integer NOT NULL,
    tier  integer NOT NULL,
    idx   bigint  NOT NULL,
    hash  bytea   NOT NULL,
    PRIMARY KEY (shard, tier, idx)
);

CREATE TABLE audit_checkpoint
(
    shard integer NOT NULL,
    size  bigint  NOT NULL,
    root  bytea   NOT NULL,
    note  text    NOT NULL, -- C2SP tlog-checkpoint
    PRIMARY KEY (shard, size)
);
