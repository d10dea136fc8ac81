-- The shards of the log, as many as the first start made, and how far each is signed.
CREATE TABLE audit_shard
(
    shard  INTEGER NOT NULL PRIMARY KEY,
    vkey   TEXT    NULL,               -- the verifier key of its checkpoints (C2SP signed-note)
    signed INTEGER NOT NULL DEFAULT -1 -- the largest size a checkpoint was signed for
);

-- The leaves. The key makes a fork impossible: a place is taken once.
CREATE TABLE audit_entry
(
    shard    INTEGER NOT NULL,
    idx      INTEGER NOT NULL, -- from 0, without gaps
    mutation BLOB    NULL,     -- the entry's id, of entries that may be handed in again
    at       INTEGER NOT NULL, -- milliseconds since 1970, UTC
    subject  BLOB    NULL,
    leaf     BLOB    NOT NULL,
    hash     BLOB    NOT NULL, -- SHA-256(0x00 || leaf)
    sealed   BLOB    NULL,     -- free text beside the leaf
    PRIMARY KEY (shard, idx)
);

CREATE UNIQUE INDEX audit_entry_mutation ON audit_entry (shard, mutation) WHERE mutation IS NOT NULL;
CREATE INDEX audit_entry_subject ON audit_entry (shard, subject, idx, at) WHERE subject IS NOT NULL;

-- Roots of complete subtrees of 256^tier leaves, from tier 1, so that a proof reads a few short ranges.
CREATE TABLE audit_block
(
    shard INTEGER NOT NULL,
    tier  INTEGER NOT NULL,
    idx   INTEGER NOT NULL,
    hash  BLOB    NOT NULL,
    PRIMARY KEY (shard, tier, idx)
) WITHOUT ROWID;

CREATE TABLE audit_checkpoint
(
    shard INTEGER NOT NULL,
    size  INTEGER NOT NULL,
    root  BLOB    NOT NULL,
    note  TEXT    NOT NULL, -- C2SP tlog-checkpoint
    PRIMARY KEY (shard, size)
) WITHOUT ROWID;
