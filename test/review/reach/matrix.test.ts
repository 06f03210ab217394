import { postureOf } from '../../../review/assessment/posture';
import { graphOfHcl } from '../../../review/model/load';
import { reachabilityMatrix } from '../../../review/reach';
import { instance, lets, subnet, toInternet, vpc } from './fixtures';

const many = (count: number, host: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => host(i)).join('');
const base = vpc + subnet('web', 1, toInternet);
const publicly = 'associate_public_ip_address = true';

describe('who reaches whom among many', () => {
  /** A hundred public instances with groups of their own, 15 of them open on 22; each admits its neighbour on 8080. */
  const hundred = (open: number) =>
    base +
    many(100, (index) => {
      const neighbour = `security_groups = [aws_security_group.host${(index + 1) % 100}.id]`;
      const rules =
        lets.in(8080, neighbour) + lets.out(8080, '10.0.0.0/16') + (index < open ? lets.in(22, '0.0.0.0/0') : '');
      return instance(`host${index}`, 'web', rules, publicly);
    });

  test('is judged for every pair, and what is open is in a cell', async () => {
    const { groups, cells, pairs } = reachabilityMatrix(await graphOfHcl(hundred(15)), 'example');
    expect(groups).toHaveLength(101);
    const fromInternet = cells.filter(({ from }) => from === 'internet');
    expect(fromInternet).toHaveLength(15);
    expect(new Set(fromInternet.map(({ traffic }) => traffic))).toEqual(new Set(['tcp 22']));
    expect(cells.filter(({ from }) => from !== 'internet')).toHaveLength(100);
    expect(pairs).toEqual({ reachable: 115, unknown: 0, blocked: 101 * 100 - 115, notJudged: 0 });
  });

  test('is compared on the whole', async () => {
    const [before, now] = await Promise.all(
      [hundred(0), hundred(15)].map(async (hcl) => postureOf(await graphOfHcl(hcl), 'example')),
    );
    const added = now!.reachable.filter((line) => !before!.reachable.includes(line));
    expect(added).toHaveLength(15);
    expect(added).toContain('internet → aws_instance.host14: tcp 22');
  });

  test('takes groups with the same rules for one where no rule names them', async () => {
    const alike = base + many(400, (index) => instance(`host${index}`, 'web', lets.in(443, '0.0.0.0/0'), publicly));
    const { groups, cells } = reachabilityMatrix(await graphOfHcl(alike), 'example');
    expect(groups.map(({ members }) => members.length)).toEqual([0, 400]);
    expect(cells.filter(({ verdict }) => verdict === 'reachable').map(({ from, traffic }) => [from, traffic])).toEqual([
      ['internet', 'tcp 443'],
    ]);
  });

  test('counts what it did not judge', async () => {
    const rules = (index: number) => lets.in(9000 + index, '0.0.0.0/0') + lets.allOut;
    const open = base + many(30, (index) => instance(`host${index}`, 'web', rules(index), publicly));
    const { pairs, cells } = reachabilityMatrix(await graphOfHcl(open), 'example', 50);
    expect(pairs).toEqual({ reachable: 50, unknown: 0, blocked: 0, notJudged: 31 * 30 - 50 });
    expect(cells.filter(({ from }) => from === 'internet')).toHaveLength(30);
  });

  test('names what is in a subnet and of a type that is not modelled', async () => {
    const directory = 'resource "aws_workspaces_directory" "desks" {\n subnet_ids = [aws_subnet.web.id]\n }\n';
    expect(reachabilityMatrix(await graphOfHcl(base + directory), 'example').notModelled).toEqual([
      'aws_workspaces_directory.desks',
    ]);
    expect(reachabilityMatrix(await graphOfHcl(base), 'example').notModelled).toEqual([]);
  });
});
