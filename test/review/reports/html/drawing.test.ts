import { layoutOf } from '../../../../review/reports/html/drawing/layout';
import { drawing } from '../../../../review/reports/html/drawing/svg';
import type { DistributionView, MatrixView, VpcView } from '../../../../review/reach/views';
import { network, reachability } from './sample-network';

const vpc = network('prod').vpcs[0] as VpcView;
const matrix = reachability('prod');
const layout = layoutOf(vpc, matrix);
const bars = layout.rows.flatMap((row) => row.bars);
const bar = (label: string) => bars.find((one) => one.label === label)!;

describe('the picture of a network', () => {
  test('has a row for each tier, from the most exposed down, and a cell for each zone', () => {
    expect(layout.rows.map(({ name }) => name)).toEqual(['public', 'private', 'data']);
    expect(layout.rows.map(({ cells }) => cells.map((texts) => texts.map(({ cidrs }) => cidrs[0])))).toEqual([
      [['10.30.0.0/22'], ['10.30.4.0/22'], ['10.30.8.0/22']],
      [['10.30.16.0/22'], ['10.30.20.0/22'], ['10.30.24.0/22']],
      [['10.30.32.0/22'], ['10.30.36.0/22'], ['10.30.40.0/22']],
    ]);
  });

  test('draws a thing across the zones that it may be in, and in no other', () => {
    expect(bar('NAT gateway').width).toBeLessThan(bar('database-main').width / 2);
    expect(bar('database-main').width).toBe(bar('shop').width);
  });

  test('has no two bars on one another', () => {
    for (const one of bars) {
      for (const other of bars) {
        if (one === other) continue;
        const isSeparate =
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y ||
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x;
        expect([one.label, other.label, isSeparate]).toEqual([one.label, other.label, true]);
      }
    }
  });

  test('has a line for each target that something reaches, with what and from where', () => {
    expect(layout.buses.map(({ target, captions }) => [target.label, captions])).toEqual([
      ['internet', [{ text: 'tcp 443 from bastion', isCertain: true }]],
      ['shop', [{ text: 'tcp 443 from internet', isCertain: true }]],
      ['bastion', [{ text: 'possibly tcp 8080 from shop', isCertain: false }]],
      ['database-main', [{ text: 'tcp 5432 from bastion', isCertain: true }]],
      ['cache-main', [{ text: 'tcp 6379 from bastion', isCertain: true }]],
    ]);
  });

  test('puts endpoints of the same subnets into one bar', () => {
    expect(bar('kms, logs, ssm').kind).toBe('3 interface endpoints');
  });

  test('has room for what stands in no known subnet, and for a subnet in no known zone', () => {
    const [first, ...rest] = vpc.subnets;
    const odd: VpcView = {
      ...vpc,
      subnets: [{ ...first!, zone: undefined }, ...rest],
      members: vpc.members.map((member) => ({ ...member, subnets: [] })),
    };
    const { rows, zones } = layoutOf(odd, undefined);
    expect(zones).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c', 'zone not known']);
    expect(rows.at(-1)?.name).toBe('not placed');
    expect(rows.at(-1)?.bars.map(({ label }) => label)).toEqual(['shop', 'bastion', 'database-main', 'cache-main']);
  });

  test('is drawn of nothing, too', () => {
    const nothing: VpcView = { ...vpc, zones: [], tiers: [], subnets: [], gateways: [], endpoints: [], members: [] };
    const none: MatrixView = { ...reachability('prod'), groups: [], cells: [] };
    expect(drawing(nothing, layoutOf(nothing, none), 'id').text).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('has no number that is none', () => {
    expect(drawing(vpc, layout, 'id').text).not.toMatch(/NaN|Infinity|undefined/);
  });

  describe('with a distribution', () => {
    const key = (label: string) => `prod-network/aws_thing.${label}`;
    const place = { file: 'stacks/edge.ts', line: 9 };
    const distribution: DistributionView = {
      ...{ key: 'prod-edge/aws_cloudfront_distribution.shop', type: 'aws_cloudfront_distribution', place },
      ...{ address: 'aws_cloudfront_distribution.shop', label: 'distribution' },
      ...{ name: 'prod-shop', aliases: ['shop.example.com'], verdict: 'reachable', webAcl: 'prod-edge' },
      origins: [
        {
          ...{ key: key('shop'), type: 'aws_lb', address: 'aws_lb.shop', label: 'shop', place },
          traffic: 'tcp 443',
          verdict: 'reachable',
        },
      ],
    };
    const toDistribution = { from: 'internet', to: distribution.key, verdict: 'reachable' as const };
    const cells = matrix.cells.map((cell) =>
      cell.from === 'internet' && cell.to === key('shop') ? { ...cell, isHanded: true } : cell,
    );
    const edge: MatrixView = {
      ...matrix,
      cells: [...cells, { ...toDistribution, ports: [], traffic: 'tcp 80, 443', because: 'its endpoint' }],
    };
    const { edge: drawn, buses, top, internet } = layoutOf(vpc, edge, [distribution]);

    test('has it between the internet and the VPC, with its web ACL', () => {
      expect(drawn.map(({ label, kind }) => [label, kind])).toEqual([
        ['prod-shop', 'CloudFront, behind web ACL prod-edge'],
      ]);
      expect(drawn[0]!.y).toBeGreaterThanOrEqual(internet.y + internet.height);
      expect(drawn[0]!.y + drawn[0]!.height).toBeLessThan(top);
    });

    test('has the line of the internet end there, and one from there to the load balancer', () => {
      const captions = (label: string) =>
        buses.find(({ target }) => target.label === label)?.captions.map(({ text }) => text);
      expect(captions('prod-shop')).toEqual(['tcp 80, 443 from internet']);
      expect(captions('shop')).toEqual(['tcp 443 from prod-shop']);
    });

    test('keeps the line of the internet to what is open without it', () => {
      const direct = layoutOf(vpc, { ...edge, cells: [...matrix.cells, ...edge.cells.slice(-1)] }, [distribution]);
      const captions = direct.buses.find(({ target }) => target.label === 'shop')?.captions.map(({ text }) => text);
      expect(captions).toEqual(['tcp 443 from prod-shop, internet']);
    });

    test('says so where it has no web ACL', () => {
      const { webAcl: _, ...bare } = distribution;
      expect(layoutOf(vpc, edge, [bare]).edge[0]!.kind).toBe('CloudFront, no web ACL');
    });
  });
});
