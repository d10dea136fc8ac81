-- Not applied by the silo. Run it once in the profiles database, as its owner, after a silo has installed the schema there:
--     psql -d profiles -f client-role.sql
-- ApiHost then connects as this role: it finds the silos and reads nothing else. It needs no role in the keys and audit databases.
CREATE ROLE profileplatform_client LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE; -- give it a password or a certificate
GRANT SELECT ON OrleansQuery, OrleansMembershipTable, OrleansMembershipVersionTable TO profileplatform_client;
