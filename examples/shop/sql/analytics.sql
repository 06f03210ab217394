-- Once for each cluster of analytics, as its master user: what was sold, and the user that counts it.
--   psql -v user=sales -f sql/analytics.sql
-- It can be run again. RDS Proxy logs in as the user, with the password of its secret: `\password sales` sets it.
select format('create role %I login', :'user') where not exists (select from pg_roles where rolname = :'user') \gexec
create schema if not exists analytics;
create table if not exists analytics.sales (
  order_id uuid primary key,
  customer_id uuid not null,
  total_cents bigint not null,
  placed_at timestamptz not null
);
grant usage on schema analytics to :"user";
grant insert on analytics.sales to :"user";
