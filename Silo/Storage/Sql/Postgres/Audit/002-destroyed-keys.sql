-- Entries of erasures, found without reading the log: at each start the keys that they name are destroyed again where a backup brought them back.
ALTER TABLE audit_entry ADD COLUMN destroys boolean NOT NULL DEFAULT false;

CREATE INDEX audit_entry_destroys ON audit_entry (shard, idx) WHERE destroys;
