-- What comes due across all customers: one row per kind and customer.
CREATE TABLE due
(
    kind     varchar(64) NOT NULL,
    customer uuid        NOT NULL,
    at       bigint      NOT NULL, -- seconds since 1970, UTC
    PRIMARY KEY (kind, customer)
);

CREATE INDEX due_next ON due (kind, at);
