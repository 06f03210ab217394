-- Once for each database and service beside the web server, as its master user, after setup.sql: a user of the service's name, with the role that has its rights.
--   psql -v user=report -v role=shop_report -f sql/service-user.sql
-- It can be run again. The user logs in with IAM only: it has no password.
select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \gexec
grant rds_iam, :"role" to :"user";
