insert into shop.products (sku, name, description, price_cents, stock) values
  ('hoe', 'Hoe', 'For weeding between rows. Ash handle, 160 cm.', 3450, 80),
  ('seed-rice-1kg', 'Seed rice, 1 kg', 'A short-grained variety for cool, high fields.', 890, 500),
  ('sluice-board', 'Sluice board', 'Larch, 80 cm, to let water down to the next level.', 2200, 40),
  ('stone-hammer', 'Stone hammer', 'For dressing the stones of a dry wall. 1.5 kg.', 5600, 25),
  ('wheelbarrow', 'Wheelbarrow', 'Narrow, for paths on the edge of a field.', 14900, 3)
on conflict (sku) do nothing;
