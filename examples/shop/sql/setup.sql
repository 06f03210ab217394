-- Once for each database, as its master user, before the first migration:
--   psql -v user=shop -f sql/setup.sql
-- It can be run again, and has to be before a migration whose file says so. The user logs in with IAM only: it has no password.
select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \gexec
grant rds_iam to :"user";
create schema if not exists shop;
grant usage, create on schema shop to :"user";
-- What the nightly report may do: migrations grant it the tables.
select 'create role shop_report' where not exists (select from pg_roles where rolname = 'shop_report') \gexec
grant usage on schema shop to shop_report;
