-- Where Orleans' AdoNet providers find their statements, by name, once at their start.
CREATE TABLE OrleansQuery
(
    QueryKey  varchar(64) NOT NULL PRIMARY KEY,
    QueryText text        NOT NULL
);
