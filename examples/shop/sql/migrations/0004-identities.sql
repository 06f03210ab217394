-- Of customers who sign in by a user pool: who they are there, in the place of a password.
alter table shop.customers alter column password_hash drop not null;
alter table shop.customers add column if not exists issuer text;
alter table shop.customers add column if not exists subject text;
create unique index if not exists customers_identity on shop.customers (issuer, subject);
