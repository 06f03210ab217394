-- Of setup.sql, which is run again first: the roles shop_mail and shop_sign_in.
-- When mail to a customer's address was refused for good; they are written to no more.
alter table shop.customers add column if not exists mail_refused_at timestamptz;
grant select (email, mail_refused_at), update (mail_refused_at) on shop.customers to shop_mail;
-- The service that signs people in by the user pool adds customers. Its readiness is that of the web server.
grant select, insert on shop.customers to shop_sign_in;
grant select on shop.products to shop_sign_in;
