-- Once for each database, as its master user, before the first migration:
--   psql -v user=shop -f sql/setup.sql
-- It can be run again, and has to be before a migration whose file says so. The user logs in with IAM only: it has no password.
select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \gexec
grant rds_iam to :"user";
create schema if not exists shop;
grant usage, create on schema shop to :"user";
-- What other services may do, a role each: migrations grant it the tables.
--   shop_report: the nightly report; shop_mail: what takes bounces of mail; shop_sign_in: what signs people in by a user pool
select format('create role %I', role) from unnest(array['shop_report', 'shop_mail', 'shop_sign_in']) as role
  where not exists (select from pg_roles where rolname = role) \gexec
grant usage on schema shop to shop_report, shop_mail, shop_sign_in;
