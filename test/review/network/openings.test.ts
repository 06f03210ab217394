import { graphOfHcl } from '../../../review/model/load';
import { openingsWrittenIn } from '../../../review/network/openings';

/** What the rules of a group open to the world, as `tcp 20-21`. */
async function openings(rules: readonly string[]): Promise<string[]> {
  const graph = await graphOfHcl(`
    resource "aws_security_group" "web" {
      ${rules.map((body) => `ingress {\n${body}\n}`).join('\n')}
    }`);
  return openingsWrittenIn(graph, graph.all('aws_security_group')[0]!, 'ingress').map(
    ({ protocol, ports, unknown, attribute }) =>
      `${attribute} ${protocol} ${ports.from}-${ports.to}${unknown ? ` perhaps: ${unknown.because}` : ''}`,
  );
}
const rule = (protocol: string, from: number, to: number, ...cidrs: readonly string[]) =>
  `protocol = "${protocol}"\n from_port = ${from}\n to_port = ${to}\n cidr_blocks = ${JSON.stringify(cidrs)}`;

test('a rule for the world opens its ports by itself', async () => {
  expect(await openings([rule('tcp', 20, 21, '0.0.0.0/0')])).toEqual(['ingress.0.cidr_blocks tcp 20-21']);
});

test('two halves open the ports that they share, reported once for both', async () => {
  expect(await openings([rule('tcp', 10, 30, '16.0.0.0/8'), rule('tcp', 20, 40, '18.0.0.0/8')])).toEqual([
    'ingress.0.cidr_blocks tcp 20-30',
    'ingress.1.cidr_blocks tcp 20-30',
  ]);
});

test('a half for every protocol completes the half of one', async () => {
  expect(await openings([rule('-1', 0, 0, '16.0.0.0/8'), rule('udp', 53, 53, '18.0.0.0/8')])).toEqual([
    'ingress.0.cidr_blocks udp 53-53',
    'ingress.1.cidr_blocks udp 53-53',
  ]);
});

test('halves of different protocols do not meet', async () => {
  expect(await openings([rule('tcp', 53, 53, '16.0.0.0/8'), rule('udp', 53, 53, '18.0.0.0/8')])).toEqual([]);
});

test('more rules than AWS takes in a group are taken as one', async () => {
  const many = Array.from({ length: 1001 }, (_, index) => rule('tcp', index, index, `${16 + (index % 2)}.0.0.0/8`));
  expect((await openings(many)).length).toBe(1001);
});
