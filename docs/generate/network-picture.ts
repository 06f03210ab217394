import type { Environment } from '../../environments/schema';
import { everyDatabase } from '../../environments/shards';
import { subnetCidrs } from '../../modules/network/address-plan';
import type { Tier } from '../../modules/network/network-ref';
import { stayingZones, zoneNames } from '../../modules/network/zone';

const margin = 24;
const column = 230;
const row = 112;
const label = 128;
const top = 96;

const tiers: readonly { tier: Tier; title: string; route: string }[] = [
  { tier: 'public', title: 'public', route: 'to and from the internet' },
  { tier: 'private', title: 'private', route: 'to the internet through NAT' },
  { tier: 'data', title: 'data', route: 'no route to the internet' },
];

/** An environment's network as an SVG: a column for each zone, a row for each tier, what stands in each, and the ways out. */
export function networkPicture(environment: Environment): string {
  const { network, name, region } = environment;
  const zones = [...zoneNames(network.zones)].sort();
  const width = 2 * margin + label + zones.length * column;
  const height = top + tiers.length * row + 3 * margin + 40;
  const gatewayX = margin + label + (zones.length * column) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>The network of ${name}: ${network.cidr} in ${region}</title>`,
    style,
    text(margin, 30, `${name} · ${network.cidr} · ${region}`, 'head'),
    `<rect class="vpc" x="${margin / 2}" y="58" width="${width - margin}" height="${height - 58 - margin / 2}" rx="10"/>`,
    box(gatewayX - 80, 44, 160, 28, 'gateway'),
    text(gatewayX, 62, 'internet gateway', 'middle'),
    ...tiers.flatMap(({ tier, title, route }, index) => {
      const y = top + 24 + index * row;
      return [
        text(margin, y + 36, title, 'tier'),
        ...wrap(route, 18).map((line, at) => text(margin, y + 56 + at * 16, line, 'quiet')),
        ...zones.map((zone, at) => subnet(environment, zone, tier, margin + label + at * column, y)),
      ];
    }),
    ...zones.map((zone, at) => text(margin + label + at * column + (column - 16) / 2, top + 12, zone, 'middle quiet')),
    text(margin, height - 34, footer(environment), 'quiet'),
    '</svg>\n',
  ].join('\n');
}

function subnet(environment: Environment, zone: string, tier: Tier, x: number, y: number): string {
  const width = column - 16;
  const height = row - 14;
  return [
    box(x, y, width, height, tier),
    text(x + 12, y + 22, subnetCidrs(environment.network.cidr, zone)[tier], 'cidr'),
    ...contents(environment, zone, tier).map((line, at) => text(x + 12, y + 44 + at * 18, line, '')),
  ].join('\n');
}

function contents(environment: Environment, zone: string, tier: Tier): string[] {
  const { network, bastion, databases, clusters, caches } = environment;
  const staying = stayingZones(network.zones);
  if (!staying.includes(zone)) return ['retiring'];
  const natHere = network.natGateways === 'per-zone' || (network.natGateways === 'single' && zone === staying[0]);
  const bastionTier: Tier = bastion.sshFromCidrs.length > 0 ? 'public' : 'private';
  return {
    public: natHere ? ['NAT gateway'] : [],
    private: [
      ...(network.interfaceEndpoints.length > 0 ? [`${network.interfaceEndpoints.length} interface endpoints`] : []),
      ...(network.vpn === 'none' ? [] : ['client VPN']),
    ],
    data: [
      ...Object.entries(everyDatabase(databases)).map(([name, { engine }]) => `${engine} ${name}`),
      ...Object.entries(clusters).flatMap(([name, { engine, proxy }]) => [
        `${engine} ${name}`,
        ...(proxy === 'none' ? [] : [`proxy of ${name}`]),
      ]),
      ...Object.entries(caches).map(([name, { engine }]) => `${engine} ${name}`),
    ],
  }[tier].concat(tier === bastionTier ? ['bastion (one, in any zone)'] : []);
}

function footer({ network, databases, clusters }: Environment): string {
  const multiAz =
    Object.values(databases).every((database) => database.multiAz) &&
    Object.values(clusters).every(({ instances }) => Object.keys(instances).length > 1);
  const nat = { none: 'no NAT', single: 'one NAT gateway', 'per-zone': 'a NAT gateway in each zone' }[
    network.natGateways
  ];
  return `${nat} · databases ${multiAz ? 'across zones (Multi-AZ)' : 'in one zone'} · S3 and DynamoDB through gateway endpoints${network.ipv6 === 'off' ? '' : ' · IPv6'}`;
}

const style = `<style>
  text { fill: #1f2933 } .quiet { fill: #52606d } .head { font-size: 16px; font-weight: 600 } .tier { font-weight: 600 }
  .middle { text-anchor: middle } .cidr { font-family: ui-monospace, monospace; font-size: 12px }
  .vpc { fill: none; stroke: #9aa5b1; stroke-dasharray: 4 4 } .gateway { fill: #fff; stroke: #52606d }
  .public { fill: #e3f0ff; stroke: #4c8fdb } .private { fill: #e6f6ec; stroke: #4ca672 } .data { fill: #fdf0dd; stroke: #d39b3f }
  @media (prefers-color-scheme: dark) {
    text { fill: #e4e7eb } .quiet { fill: #9aa5b1 } .gateway { fill: #1f2933; stroke: #9aa5b1 }
    .public { fill: #14304f } .private { fill: #14392a } .data { fill: #43310f }
  }
</style>`;

function box(x: number, y: number, width: number, height: number, kind: string): string {
  return `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>`;
}

function text(x: number, y: number, content: string, kind: string): string {
  return `<text x="${x}" y="${y}"${kind ? ` class="${kind}"` : ''}>${content}</text>`;
}

function wrap(words: string, width: number): string[] {
  return words.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || `${last} ${word}`.length > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
