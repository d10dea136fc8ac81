-- A key that the audit log says is destroyed is found by its id.
CREATE UNIQUE INDEX customer_key_personal ON customer_key (personal_key_id);
