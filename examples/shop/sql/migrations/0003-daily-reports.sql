-- Of setup.sql, which is run again first: the role shop_report.
create table if not exists shop.daily_reports (
  day date primary key,
  orders integer not null,
  total_cents bigint not null,
  written_at timestamptz not null default now()
);
grant select on shop.orders, shop.order_items to shop_report;
grant select, insert, update on shop.daily_reports to shop_report;
