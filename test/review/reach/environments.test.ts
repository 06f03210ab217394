import { dev, prod } from '../../../environments';
import { changed, problems } from '../../support/environments';
import { factsFor } from '../../../review/engine/environment-facts';
import { evaluate } from '../../../review/engine/evaluate';
import { graphOfStacks } from '../../../review/model/load';
import { reach as rules } from '../../../policies/rules/reach';

/** The stack of an environment: a VPC and a subnet, whose table leads over a peering. */
const stack = (name: string, second: number, route: object, more: object = {}) => ({
  name: `${name}-network`,
  environment: name,
  file: `cdktf.out/stacks/${name}-network/cdk.tf.json`,
  json: {
    terraform: { backend: { s3: { bucket: name, key: 'network' } } },
    resource: {
      aws_vpc: { main: { cidr_block: `10.${second}.0.0/16` } },
      aws_subnet: { main: { vpc_id: '${aws_vpc.main.id}', cidr_block: `10.${second}.1.0/24` } },
      aws_route_table: { main: { vpc_id: '${aws_vpc.main.id}', route: [route] } },
      aws_route_table_association: {
        main: { subnet_id: '${aws_subnet.main.id}', route_table_id: '${aws_route_table.main.id}' },
      },
      ...more,
    },
    output: { vpc: { value: '${aws_vpc.main.id}' } },
  },
});
const pcx = 'pcx-0123456789abcdef0';
const peering = (accepted: boolean) => ({
  aws_vpc_peering_connection: {
    other: {
      id: pcx,
      vpc_id: '${aws_vpc.main.id}',
      peer_vpc_id: '${data.terraform_remote_state.other.outputs.vpc}',
      auto_accept: accepted,
    },
  },
});
const reads = (name: string) => ({
  data: { terraform_remote_state: { other: { backend: 's3', config: { bucket: name, key: 'network' } } } },
});

async function verdicts(routes: { dev: boolean; prod: boolean }, peers: readonly string[] = [], accepted = true) {
  const to = (second: number, is: boolean) =>
    is ? { cidr_block: `10.${second}.0.0/16`, vpc_peering_connection_id: pcx } : {};
  const first = stack('dev', 10, to(30, routes.dev), peering(accepted));
  const graph = await graphOfStacks([
    { ...first, json: { ...first.json, ...reads('prod') } },
    stack('prod', 30, to(10, routes.prod)),
  ]);
  const rule = rules.find(({ aliases }) => aliases.includes('REACH-03'))!;
  return evaluate(graph, [rule], (name) => factsFor(name, 'critical', { peers })).map(
    ({ environment, status, found, because }) => [
      environment,
      status,
      ...(found ? [found] : []),
      ...(because ? [because] : []),
    ],
  );
}

describe('environments', () => {
  test('that a peering and routes both ways join reach each other', async () => {
    expect(await verdicts({ dev: true, prod: true })).toEqual([
      ['dev', 'fail', 'a path from aws_subnet.main of dev to aws_subnet.main of prod'],
      ['prod', 'fail', 'a path from aws_subnet.main of prod to aws_subnet.main of dev'],
    ]);
  });

  test('that a peering joins without a route back do not, but for datagrams', async () => {
    expect(await verdicts({ dev: false, prod: false })).toEqual([
      ['dev', 'pass'],
      ['prod', 'pass'],
    ]);
    expect((await verdicts({ dev: true, prod: false })).map(([, status]) => status)).toEqual(['fail', 'fail']);
  });

  test('that declare each other may', async () => {
    expect((await verdicts({ dev: true, prod: true }, ['dev', 'prod'])).map(([, status]) => status)).toEqual([
      'pass',
      'pass',
    ]);
  });

  test('without a known link between them may still be linked', async () => {
    expect((await verdicts({ dev: true, prod: true }, [], false))[0]).toEqual([
      'dev',
      'unknown',
      'whether aws_vpc_peering_connection.other is accepted (needed by peering aws_vpc_peering_connection.other)',
    ]);
  });
});

describe('what an environment’s file says of its network', () => {
  const refusal = (path: string, value: unknown) => problems({ dev, prod: changed(prod, path, value) });

  test.each<[path: string, value: unknown, message: string]>([
    [
      'flows[0].from',
      '',
      'flows[0].from: expected internet, a CIDR block, or a construct such as bastion or database-main, found ""',
    ],
    ['flows[0].port', 0, 'flows[0].port: expected a port from 1 to 65535, found 0'],
    ['flows[0].protocol', 'icmp', 'flows[0].protocol: expected one of tcp, udp, found "icmp"'],
    ['flows[0].reason', 'needed', 'flows[0].reason: expected a reason of 10 to 300 characters, found "needed"'],
    ['flows', undefined, 'flows: expected flows, 0 to 200 of them, found nothing'],
    ['peers', ['Dev'], 'peers[0]: expected the name of an environment, found "Dev"'],
    ['peers', ['def'], 'peers[0]: expected another environment (nearest: dev), found "def"'],
    ['peers', ['prod'], 'peers[0]: expected another environment (nearest: dev), found "prod"'],
    ['peers', ['dev', 'dev'], 'peers[1]: expected each once, found "dev"'],
  ])('%s is not %j', (path, value, message) => {
    expect(refusal(path, value)).toEqual([`environments/prod.ts: ${message}`]);
  });

  test('a peer is another environment', () => {
    expect(refusal('peers', ['dev'])).toEqual([]);
  });
});
