-- The replacement of a personal key. While it is under way the row holds the key that takes the old one's place as well; what outlives the old
-- key (KeyLineage) stands sealed under the new one, and the ids of all former keys are kept, so that an erasure can name them.
ALTER TABLE customer_key ADD COLUMN pending_key_id uuid NULL;
ALTER TABLE customer_key ADD COLUMN pending_wrapped_by varchar(64) NULL;
ALTER TABLE customer_key ADD COLUMN pending bytea NULL CHECK ((pending IS NULL) = (pending_wrapped_by IS NULL)) CHECK (pending IS NULL OR status = 0);
ALTER TABLE customer_key ADD COLUMN lineage bytea NULL CHECK (lineage IS NULL OR status = 0);
ALTER TABLE customer_key ADD COLUMN former bytea NULL; -- 16 bytes each, oldest first

CREATE INDEX customer_key_pending_by ON customer_key (pending_wrapped_by) WHERE pending_wrapped_by IS NOT NULL;
