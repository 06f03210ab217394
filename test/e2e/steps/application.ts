import assert from 'node:assert/strict';
import {
  Customer,
  missingForShop,
  signedBy,
  startPlatform,
  tellOfParcel,
  useMail,
  useReceipts,
  useReport,
  useShop,
  useSignIn,
  useThumbnails,
  useWorker,
  type FunctionDefinition,
} from '../../support/shop';
import { versionOfFirstCode } from '../first-code';
import type { Step } from '../step';
import type { World } from '../world';

/** The construct of the service that the sample application's pages come from. */
const web = 'service-web';
const hasService = ({ environment }: World) => Object.keys(environment.services).length > 0;

export const application: Step[] = [
  {
    title: 'runs the sample application with the variables of the task definition that was applied, and uses it',
    applies: hasService,
    missing: missingForShop,
    run: async (world) => {
      const platform = await startPlatform(await variablesOf(world, web), world.emulator, world.environment.account);
      try {
        const migrated = await platform.run('src/migrate.js');
        assert.equal(migrated.exitCode, 0, migrated.stderr);
        await useShop(await platform.start());
        const { edge } = world.environment;
        if (edge !== 'none' && edge.site !== 'none') await platform.publishSite(edge.site.bucket);
      } finally {
        await platform.end();
      }
    },
  },
  {
    title: 'takes what the carrier signed by the secret that was applied, once somebody has set its value',
    applies: ({ environment }) => 'carrier-webhook' in environment.secrets,
    missing: missingForShop,
    run: async (world) => {
      const platform = await startPlatform(await variablesOf(world, web), world.emulator, world.environment.account);
      try {
        await platform.run('src/migrate.js');
        const { output } = await world.setSecret('carrier-webhook', 'what the carrier shows once');
        assert.match(output, /is AWSCURRENT/);
        assert.doesNotMatch(output, /shows once/);
        const shop = await platform.start();
        assert.deepEqual(await tellOfParcel(shop, signedBy('what the carrier shows once')), [202, undefined]);
        assert.deepEqual(await tellOfParcel(shop, signedBy('something else')), [401, 'not_signed']);
      } finally {
        await platform.end();
      }
    },
  },
  {
    title:
      'runs its worker: each order gets its receipt, what cannot be read is redriven, and a worker that is killed loses nothing',
    applies: ({ environment }) => 'worker' in environment.services,
    missing: missingForShop,
    run: async (world) => {
      const { name, account, region } = world.environment;
      const api = world.emulator.api(region);
      const platform = await startPlatform(await variablesOf(world, web), world.emulator, account);
      try {
        const environment = await variablesOf(world, 'service-worker');
        if ('receipts' in world.environment.fileSystems) {
          assert.equal((await platform.run('src/migrate.js')).exitCode, 0);
          await useReceipts(platform, environment);
        }
        await useWorker({
          ...{ platform, api, environment, queueUrl: environment.QUEUE_ORDERS_URL! },
          deadLetterUrl: `${environment.QUEUE_ORDERS_URL}-dead-letters`,
          redrive: () => world.terraceBySdk('redrive', name, 'orders'),
        });
      } finally {
        await platform.end();
      }
    },
  },
  {
    title:
      'signs somebody in by the user pool that was applied: the session outlives every process, one that is killed among them',
    applies: (world) => signingIn(world) !== undefined,
    missing: missingForShop,
    run: async (world) => {
      const { account, region } = world.environment;
      const { service, host } = signingIn(world)!;
      const platform = await startPlatform(await variablesOf(world, web), world.emulator, account);
      try {
        await platform.run('src/migrate.js');
        const environment = await variablesOf(world, `service-${service}`);
        const user = environment.DATABASE_MAIN_USER!;
        if (user !== platform.environment.DATABASE_MAIN_USER) await platform.postgres.addUser(user, 'shop_sign_in');
        const api = world.emulator.api(region);
        await useSignIn({ platform, environment, api, emulator: world.emulator.proxy.url, host });
      } finally {
        await platform.end();
      }
    },
  },
  {
    title:
      'writes to customers as the identity that was applied, not to an address that is suppressed, and no more to who is told of by SES',
    applies: ({ environment }) => ['worker', 'bounces'].every((name) => name in environment.services),
    missing: missingForShop,
    run: async (world) => {
      const { account, region } = world.environment;
      const platform = await startPlatform(await variablesOf(world, web), world.emulator, account);
      try {
        await platform.run('src/migrate.js');
        const [worker, bounces] = await Promise.all(
          ['worker', 'bounces'].map((service) => variablesOf(world, `service-${service}`)),
        );
        const { id: identity } = await world.only('messaging', 'aws_sesv2_email_identity');
        const api = world.emulator.api(region);
        await useMail({ platform, worker: worker!, bounces: bounces!, api, identity });
      } finally {
        await platform.end();
      }
    },
  },
  {
    title:
      'runs its functions from their uploaded code, with the variables that were applied: a thumbnail of an upload, and the report that the schedule asks for',
    applies: ({ environment }) => ['thumbnails', 'report'].every((name) => name in environment.services),
    missing: missingForShop,
    run: async (world) => {
      const platform = await startPlatform(await variablesOf(world, web), world.emulator, world.environment.account);
      try {
        await platform.run('src/migrate.js');
        await platform.postgres.addUser('report', 'shop_report');
        const zips = await platform.buildFunctions();
        const customer = new Customer((await platform.start()).url);
        await customer.signUp();
        const thumbnails = await platform.startFunction(zips.thumbnails, await functionOf(world, 'thumbnails'));
        const uploads = world.environment.buckets['uploads']!.bucket;
        await isToldOf(world, uploads, 'thumbnails', 'uploads/');
        await useThumbnails(thumbnails, uploads, customer);
        const { products } = await customer.get('/api/products');
        await customer.order([{ sku: products[0].sku, quantity: 1 }]);
        const report = await platform.startFunction(zips.report, await functionOf(world, 'report'));
        await useReport(report, platform, await messageOf(world, 'nightly'));
      } finally {
        await platform.end();
      }
    },
  },
  {
    title: 'deploys what the pipeline wrote into the image pointer: one new revision, and nothing else',
    applies: hasService,
    run: async (world) => {
      const { name, account, region } = world.environment;
      const before = await container(world);
      const image = `${account}.dkr.ecr.${region}.amazonaws.com/${name}/web@sha256:${'a'.repeat(64)}`;
      const written = await world.api.json('ssm', 'AmazonSSM.PutParameter', {
        ...{ Name: `/${name}/web/image`, Value: image, Type: 'String', Overwrite: true },
      });
      assert.equal(written.status, 200, written.text);

      const definition = await world.only('service', 'aws_ecs_task_definition', web);
      const service = await world.only('service', 'aws_ecs_service', web);
      assert.deepEqual(await world.plan('service'), {
        [definition.address]: ['delete', 'create'],
        [service.address]: ['update'],
      });
      await world.apply('service');
      const after = await container(world);
      assert.deepEqual([before.image, after.image], [`${image.split('@')[0]}:first`, image]);
      // The revision before is what a rollback runs.
      const kept = await world.api.json('ecs', 'AmazonEC2ContainerServiceV20141113.DescribeTaskDefinition', {
        taskDefinition: `${name}-web:1`,
      });
      assert.equal(JSON.parse(kept.text).taskDefinition?.status, 'ACTIVE', kept.text);
      assert.deepEqual(await world.plan('service'), {});
    },
  },
  {
    title: 'leaves the number of tasks to the scaling, and sees a listener rule that somebody changed',
    applies: (world) => hasService(world) && world.environment.balancer !== 'none',
    run: async (world) => {
      const { cluster, name } = await world.attributes('service', 'aws_ecs_service', web);
      const scaled = await world.api.json('ecs', 'AmazonEC2ContainerServiceV20141113.UpdateService', {
        ...{ cluster, service: name, desiredCount: 2 },
      });
      assert.equal(scaled.status, 200, scaled.text);
      assert.deepEqual(await world.plan('service'), {});

      const rule = await world.first('service', 'aws_lb_listener_rule');
      const changed = await world.api.query('elasticloadbalancing', 'ModifyRule', {
        RuleArn: rule.id,
        'Conditions.member.1.Field': 'host-header',
        'Conditions.member.1.HostHeaderConfig.Values.member.1': 'somebody-else.example.com',
      });
      assert.equal(changed.status, 200, changed.text);
      assert.deepEqual(await world.plan('service'), { [rule.address]: ['update'] });
      await world.apply('service');
      assert.deepEqual(await world.plan('service'), {});
    },
  },
];

/** The service that takes tokens of a client which people sign in to by themselves, with a host that they come back to. */
function signingIn({ environment: { users, services } }: World): { service: string; host: string } | undefined {
  if (users === 'none') return undefined;
  for (const [service, { users: name }] of Object.entries(services)) {
    const client = users.clients[name];
    if (client?.usedBy === 'services') return { service, host: client.hosts[0]! };
  }
  return undefined;
}

interface Container {
  readonly image: string;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
}

/** The container of the task definition that was applied. */
async function container(world: World, service = web): Promise<Container> {
  const { container_definitions } = await world.attributes('service', 'aws_ecs_task_definition', service);
  return JSON.parse(container_definitions)[0];
}

async function variablesOf(world: World, service: string): Promise<Record<string, string>> {
  const { environment } = await container(world, service);
  return Object.fromEntries(environment.map(({ name, value }) => [name, value]));
}

/** The function that was applied, whose first code is the version that was uploaded. */
async function functionOf(world: World, service: string): Promise<FunctionDefinition> {
  const applied = await world.attributes('service', 'aws_lambda_function', `service-${service}`);
  const { handler, environment, s3_bucket, s3_key, s3_object_version } = applied;
  assert.equal(s3_object_version, await versionOfFirstCode(world, s3_bucket, s3_key));
  return { handler, environment: environment[0].variables };
}

/** S3 invokes the alias of the function for each object that is written below a prefix. */
async function isToldOf(world: World, bucket: string, service: string, prefix: string): Promise<void> {
  const { account, region } = world.environment;
  const { text } = await world.api.s3('GET', `/${bucket}?notification`);
  const arn = `arn:aws:lambda:${region}:${account}:function:${world.stack(service)}:live`;
  assert.ok(text.includes(`>${arn}</`) && text.includes(`<Value>${prefix}</Value>`), text);
}

/** The event that a schedule invokes its function with, at the time that it is due. */
async function messageOf(world: World, schedule: string): Promise<(due: string) => unknown> {
  const { target } = await world.attributes('service', 'aws_scheduler_schedule', schedule);
  return (due) => JSON.parse(target[0].input.replace('<aws.scheduler.scheduled-time>', due));
}
