import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { Checkout } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

/** The served providers of a checkout: they alone run with `-debug`. */
function served(checkout: Checkout): number[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        const [program = '', argument] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
        return program.startsWith(checkout.path) && argument === '-debug';
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** Waits, at most a minute: the app is bundled and every environment synthesized first, on a machine with other tests. */
async function until(holds: () => boolean): Promise<boolean> {
  for (let tries = 0; tries < 3000; tries++) {
    if (holds()) return true;
    await sleep(20);
  }
  return false;
}

describeWithTerraform('a plan with the provider served', () => {
  let checkout: Checkout;
  beforeEach(() => (checkout = new Checkout()));
  afterEach(() => checkout.remove());
  const planned = () => {
    const {
      timestamp: _,
      relevant_attributes: relevant,
      ...plan
    } = JSON.parse(readFileSync(join(checkout.path, 'terrace.out/dev/plan.json'), 'utf8'));
    // Terraform lists these in a random order.
    return { ...plan, relevant: relevant.map((one: unknown) => JSON.stringify(one)).sort() };
  };

  test("is the plan with processes of Terraform's own, and leaves no process", async () => {
    expect(await checkout.terrace(['plan', 'dev'])).toMatchObject({ exitCode: 0 });
    expect(await until(() => served(checkout).length === 0)).toBe(true);
    const plan = planned();
    // Terraform shows what a provider logs, so this has it start them.
    expect(await checkout.terrace(['plan', 'dev'], { TF_LOG_PROVIDER: 'off' })).toMatchObject({ exitCode: 0 });
    expect(plan).toEqual(planned());
  }, 120_000);

  test.each([0, 1500])(
    'comes to its end where the provider ends after %i ms',
    async (delay) => {
      const { done } = checkout.start(['plan', 'dev']);
      expect(await until(() => served(checkout).length > 0)).toBe(true);
      await sleep(delay);
      for (const pid of served(checkout)) process.kill(pid, 'SIGKILL');
      expect(await done).toMatchObject({ exitCode: 0 });
    },
    // Two plans, on a machine with other tests.
    300_000,
  );

  test('ends the provider when it is killed', async () => {
    const { child, done } = checkout.start(['plan', 'dev']);
    expect(await until(() => served(checkout).length > 0)).toBe(true);
    child.kill('SIGKILL');
    await done;
    expect(await until(() => served(checkout).length === 0)).toBe(true);
  }, 120_000);
});
