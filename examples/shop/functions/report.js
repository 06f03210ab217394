import { Database } from '../src/database.js';
import { readDatabaseSettings } from '../src/environment.js';
import { createLog, describeError } from '../src/log.js';

const log = createLog(process.stdout);
const database = new Database(readDatabaseSettings(process.env), (error) =>
  log.error('connection lost', describeError(error)),
);

/**
 * Writes the report of the day before `at`, in UTC: how many orders were placed, and for how much. Run again, it writes the same day once more.
 *
 * @param {{ at: string }} event with the time that the schedule was due at: `2027-01-31T02:00:00Z`
 */
export async function handler({ at }) {
  const due = new Date(at);
  if (Number.isNaN(due.getTime())) throw new Error('at: expected a time such as 2027-01-31T02:00:00Z');
  const day = new Date(due.getTime() - 86_400_000).toISOString().slice(0, 10);
  const [report] = await database.query(
    `insert into shop.daily_reports (day, orders, total_cents)
       select $1::date, count(distinct orders.id), coalesce(sum(quantity * price_cents), 0)
         from shop.orders join shop.order_items on order_id = orders.id
        where placed_at >= $1::date::timestamp at time zone 'UTC'
          and placed_at < ($1::date + 1)::timestamp at time zone 'UTC'
     on conflict (day) do update set orders = excluded.orders, total_cents = excluded.total_cents, written_at = now()
     returning orders, total_cents as "totalCents"`,
    [day],
  );
  log.info('report written', { day, ...report });
}
