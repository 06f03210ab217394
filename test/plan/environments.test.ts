import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { PlanJson } from '../../review/plan/plan-json';
import type { RootJson } from '../../cli/plan/joined-root';
import type { PlanResult } from '../../cli/plan/result';
import type { StackJson } from '../../cli/synthesis';
import * as exported from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { taggable } from '../../policies/rules/support/taggable';
import { otherRegionsOf } from '../../stacks/regions-in-use';
import { Checkout, type Ran } from '../support/checkout';
import { describeWithTerraform } from '../support/terraform';

interface Planned {
  readonly address: string;
  readonly type: string;
  readonly change: {
    readonly after: Readonly<Record<'tags' | 'tags_all', Readonly<Record<string, string>> | undefined>>;
  };
}

const environments = loadEnvironments(exported);
const names = environments.map(({ name }) => name);

describeWithTerraform('the plan of every environment, with the real provider', () => {
  const checkout = new Checkout();
  const asked: string[] = [];
  let aws: Server;
  let ran: Ran;
  let results: PlanResult[];

  beforeAll(async () => {
    aws = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.writeHead(500).end();
    });
    await new Promise<void>((resolve) => aws.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
    // Whoever plans may have all of this; an offline plan uses none of it.
    ran = await checkout.terrace(['plan', '--json'], {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'AKIDREAL',
      AWS_SECRET_ACCESS_KEY: 'real',
      AWS_PROFILE: 'there-is-none',
      TF_CLI_ARGS_plan: '-destroy',
    });
    results = ran.exitCode === 0 ? JSON.parse(ran.stdout).environments : [];
  }, 180_000);
  afterAll(() => {
    aws.close();
    checkout.remove();
  });

  const result = (name: string) => results.find((candidate) => candidate.name === name)!;
  const planOf = (name: string): PlanJson => JSON.parse(readFileSync(result(name).planFile!, 'utf8'));
  const stackJson = (stack: string): StackJson =>
    JSON.parse(readFileSync(join(checkout.path, 'cdktf.out/stacks', stack, 'cdk.tf.json'), 'utf8'));
  /** The addresses that a stack's resources have in the plan. */
  const resources = (environment: string, stack: string) =>
    Object.entries(stackJson(stack).resource ?? {}).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `module.${stack.slice(environment.length + 1)}.${type}.${name}`),
    );

  test('succeeds, without a word but the result', () => {
    expect(ran).toMatchObject({ exitCode: 0 });
    expect(results.map(({ name }) => name)).toEqual(names);
    expect(results.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
  });

  test('asks nobody', () => {
    expect(asked).toEqual([]);
  });

  test('initializes once for all', () => {
    expect(readdirSync(join(checkout.path, '.terrace/init'))).toHaveLength(1);
  });

  describe.each(names)('%s', (name) => {
    test('adds every resource of every stack, and nothing else', () => {
      const { stacks } = result(name);
      for (const stack of stacks) {
        const add = resources(name, stack.name).length;
        expect(stack).toMatchObject({ name: stack.name, add, change: 0, destroy: 0 });
        expect(stack.changes.map(({ action, address }) => [action, address]).sort()).toEqual(
          resources(name, stack.name)
            .map((address) => ['create', address.replace(/^module\.[^.]+\./, '')])
            .sort(),
        );
      }
      const planned = (planOf(name).resource_changes ?? []).map(({ address, change }) => [address, change.actions]);
      const expected = stacks.flatMap((stack) => resources(name, stack.name)).map((address) => [address, ['create']]);
      expect(planned.sort()).toEqual(expected.sort());
    });

    test('tags each resource with the environment, its stack, and what it is tagged with itself', () => {
      const { tags } = environments.find((environment) => environment.name === name)!;
      const { owner, costCentre, repository } = tags;
      const ofAll = { environment: name, owner, 'cost-centre': costCentre, repository };
      const changes = (planOf(name).resource_changes ?? []) as unknown as readonly Planned[];
      const tagged = changes.filter(({ type }) => taggable.includes(type));
      expect(tagged.length).toBeGreaterThan(100);
      for (const { address, change } of tagged) {
        const [, stack = ''] = /^module\.([\w-]+)\./.exec(address) ?? [];
        const { stack: _, ...own } = change.after.tags ?? {};
        expect([address, change.after.tags_all]).toEqual([address, { ...ofAll, stack, ...own }]);
      }
    });

    test('has one provider for each region', () => {
      const environment = environments.find((one) => one.name === name)!;
      const inUse = [environment.region, ...otherRegionsOf(environment)];
      const root = readFileSync(join(checkout.path, 'terrace.out', name, 'root/main.tf.json'), 'utf8');
      const providers = (JSON.parse(root) as RootJson).provider?.aws ?? [];
      expect(providers.map((provider) => provider.region).sort()).toEqual(inUse.sort());
    });

    test('is valid', () => {
      const root = join(checkout.path, 'terrace.out', name, 'root');
      const [init = ''] = readdirSync(join(checkout.path, '.terrace/init'));
      const env = { ...process.env, TF_DATA_DIR: join(checkout.path, '.terrace/init', init, '.terraform') };
      const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';
      const { stdout } = spawnSync(command, ['validate', '-json'], { cwd: root, env, encoding: 'utf8' });
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, diagnostics: [] });
    }, 60_000);
  });
});
