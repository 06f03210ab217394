create table if not exists shop.customers (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  password_hash text not null,
  created_at timestamptz not null default now()
);
create unique index if not exists customers_email on shop.customers (lower(email));

create table if not exists shop.sessions (
  token_hash bytea primary key,
  customer_id uuid not null references shop.customers on delete cascade,
  expires_at timestamptz not null
);
create index if not exists sessions_expires_at on shop.sessions (expires_at);
create index if not exists sessions_customer_id on shop.sessions (customer_id);

create table if not exists shop.products (
  sku text primary key,
  name text not null,
  description text not null,
  price_cents integer not null check (price_cents between 0 and 1000000),
  stock integer not null check (stock >= 0)
);

create table if not exists shop.orders (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references shop.customers,
  idempotency_key text not null,
  placed_at timestamptz not null default now(),
  unique (customer_id, idempotency_key)
);

create table if not exists shop.order_items (
  order_id uuid not null references shop.orders on delete cascade,
  sku text not null references shop.products,
  quantity integer not null check (quantity between 1 and 99),
  price_cents integer not null,
  primary key (order_id, sku)
);
