-- Once for each database, as its master user, after setup.sql: the user of the nightly report, which reads orders and writes reports alone.
--   psql -v user=report -f sql/report-user.sql
-- It can be run again. The user logs in with IAM only: it has no password.
select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \gexec
grant rds_iam, shop_report to :"user";
