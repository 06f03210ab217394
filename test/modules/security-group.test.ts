import { Testing, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { rmSync } from 'node:fs';
import { SecurityGroup, type Connections, type SecurityGroupProps, type Traffic } from '../../modules/security-group';
import { synth, Synthesized, type Attributes } from '../support/synth';

const network = { vpcId: 'vpc-1' };
const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';

function group(stack: TerraformStack, id: string, props: Partial<SecurityGroupProps> = {}): SecurityGroup {
  return new SecurityGroup(stack, id, { network, name: `dev-${id}`, description: `The ${id}`, ...props });
}

/** A stack with the groups `web` and `database`. */
function groups(connect: (web: SecurityGroup, database: SecurityGroup) => void = () => {}): Synthesized {
  return synth((stack) => connect(group(stack, 'web'), group(stack, 'database')));
}

/** The reference to a group's id, by the group's construct id. */
function idOf(synthesized: Synthesized, id: string): string {
  const { name } = synthesized.resources('aws_security_group').find(({ name }) => name.startsWith(`${id}_`))!;
  return `\${aws_security_group.${name}.id}`;
}

/** A rule's attributes without cdktf's metadata. */
function rule(synthesized: Synthesized, type: string): Attributes {
  return Object.fromEntries(Object.entries(synthesized.one(type)).filter(([name]) => name !== '//'));
}

describe('a security group', () => {
  test('outlives another description, and is there under another name before the old one goes', () => {
    for (const { lifecycle } of groups().all('aws_security_group')) {
      expect(lifecycle).toEqual({ create_before_destroy: true, ignore_changes: ['description'] });
    }
  });

  test('lets nothing in and nothing out until a connection is declared', () => {
    const synthesized = groups();
    expect(synthesized.types()).toEqual(['aws_security_group']);
    for (const securityGroup of synthesized.all('aws_security_group')) {
      expect(securityGroup).not.toHaveProperty('ingress');
      expect(securityGroup).not.toHaveProperty('egress');
    }
  });

  test('has a name, a description, and goes away with the rules of others that name it', () => {
    const synthesized = synth((stack) => void group(stack, 'web'));
    expect(synthesized.one('aws_security_group')).toMatchObject({
      name: 'dev-web',
      description: 'The web',
      vpc_id: 'vpc-1',
      revoke_rules_on_delete: true,
      tags: { Name: 'dev-web' },
    });
  });
});

describe('one declaration', () => {
  const expected = (synthesized: Synthesized) => {
    const rule = { description: 'queries', ip_protocol: 'tcp', from_port: 5432, to_port: 5432 };
    const [web, database] = [idOf(synthesized, 'web'), idOf(synthesized, 'database')];
    return {
      egress: { ...rule, security_group_id: web, referenced_security_group_id: database },
      ingress: { ...rule, security_group_id: database, referenced_security_group_id: web },
    };
  };

  test('writes the rules of both sides', () => {
    const synthesized = groups((web, database) => web.connections.allowTo(database, 5432, 'queries'));
    expect(rule(synthesized, egress)).toEqual(expected(synthesized).egress);
    expect(rule(synthesized, ingress)).toEqual(expected(synthesized).ingress);
  });

  test('says the same from the other side', () => {
    const to = groups((web, database) => web.connections.allowTo(database, 5432, 'queries'));
    const from = groups((web, database) => database.connections.allowFrom(web, 5432, 'queries'));
    expect(from.json).toEqual(to.json);
  });

  test('also connects a group to itself', () => {
    const synthesized = groups((web) => web.connections.allowTo(web, 7946, 'gossip'));
    for (const type of [egress, ingress]) {
      expect(synthesized.one(type)).toMatchObject({
        security_group_id: idOf(synthesized, 'web'),
        referenced_security_group_id: idOf(synthesized, 'web'),
      });
    }
  });

  test.each<[Traffic, object]>([
    [443, { ip_protocol: 'tcp', from_port: 443, to_port: 443 }],
    [{ from: 8000 }, { ip_protocol: 'tcp', from_port: 8000, to_port: 8000 }],
    [
      { from: 8000, to: 8099 },
      { ip_protocol: 'tcp', from_port: 8000, to_port: 8099 },
    ],
    [
      { from: 514, protocol: 'udp' },
      { ip_protocol: 'udp', from_port: 514, to_port: 514 },
    ],
    [
      { from: 33_434, to: 33_523, protocol: 'udp' },
      { ip_protocol: 'udp', from_port: 33_434, to_port: 33_523 },
    ],
    [
      { protocol: 'icmp', type: 8 },
      { ip_protocol: 'icmp', from_port: 8, to_port: -1 },
    ],
    [
      { protocol: 'icmp', type: 3, code: 4 },
      { ip_protocol: 'icmp', from_port: 3, to_port: 4 },
    ],
    [
      { protocol: 'icmp', type: 0, code: 0 },
      { ip_protocol: 'icmp', from_port: 0, to_port: 0 },
    ],
  ])('takes a port, a range, a protocol and a type of ICMP: %j', (port, attributes) => {
    const synthesized = groups((web, database) => web.connections.allowTo(database, port, 'test'));
    expect(synthesized.one(egress)).toMatchObject(attributes);
    expect(synthesized.one(ingress)).toMatchObject(attributes);
  });

  test('of all traffic has no ports', () => {
    const synthesized = groups((web, database) => {
      web.connections.allowTo(database, { protocol: 'all' }, 'cluster');
      web.connections.allowFrom({ name: 'office', cidr: '10.8.0.0/16' }, { protocol: 'all' }, 'appliance');
    });
    const rules = [...synthesized.all(egress), ...synthesized.all(ingress)];
    expect(rules.map(({ ip_protocol }) => ip_protocol)).toEqual(['-1', '-1', '-1']);
    for (const one of rules) {
      expect(one).not.toHaveProperty('from_port');
      expect(one).not.toHaveProperty('to_port');
      expect(one).not.toMatchObject({ cidr_ipv4: '0.0.0.0/0' });
    }
  });
});

describe('addresses', () => {
  test('of a range are let in, or reached, by one rule of the group itself', () => {
    const office = { name: 'office', cidr: '203.0.113.0/24' };
    const synthesized = groups((web, database) => {
      web.connections.allowFrom(office, 22, 'SSH from the office');
      database.connections.allowTo(office, 443, 'replication');
    });
    expect(synthesized.one(ingress)).toMatchObject({
      security_group_id: idOf(synthesized, 'web'),
      cidr_ipv4: '203.0.113.0/24',
    });
    expect(synthesized.one(egress)).toMatchObject({
      security_group_id: idOf(synthesized, 'database'),
      cidr_ipv4: '203.0.113.0/24',
    });
  });

  test('of a prefix list are named by it', () => {
    const synthesized = groups((web) => web.connections.allowTo({ name: 's3', prefixListId: 'pl-1' }, 443, 'objects'));
    expect(synthesized.one(egress)).toMatchObject({ prefix_list_id: 'pl-1' });
    expect(synthesized.one(egress)).not.toHaveProperty('cidr_ipv4');
  });

  test('of the internet are reached, or let in, by methods of their own', () => {
    const synthesized = groups((web) => {
      web.connections.allowFromInternet(443, 'the shop');
      web.connections.allowToInternet(443, 'payment provider');
    });
    expect(synthesized.one(ingress)).toMatchObject({ cidr_ipv4: '0.0.0.0/0', from_port: 443, description: 'the shop' });
    expect(synthesized.one(egress)).toMatchObject({ cidr_ipv4: '0.0.0.0/0', description: 'payment provider' });
  });
});

describe('names of rules', () => {
  const declarations: ((web: SecurityGroup, database: SecurityGroup) => void)[] = [
    (web, database) => web.connections.allowTo(database, 5432, 'queries'),
    (web, database) => web.connections.allowTo(database, { from: 8000, to: 8099 }, 'backups'),
    (web) => web.connections.allowFromInternet(443, 'the shop'),
    (web) => web.connections.allowToInternet(443, 'payments'),
    (web) => web.connections.allowFrom({ name: 'office', cidr: '203.0.113.0/24' }, 8443, 'console'),
    (_, database) => database.connections.allowTo(database, { from: 514, protocol: 'udp' }, 'logs'),
    (web, database) => web.connections.allowTo(database, { protocol: 'icmp', type: 8 }, 'ping'),
    (web, database) => web.connections.allowTo(database, { protocol: 'icmp', type: 8, code: 0 }, 'ping'),
    (web, database) => database.connections.allowTo(web, { protocol: 'all' }, 'cluster'),
  ];
  const declared = (list: typeof declarations) =>
    groups((web, database) => {
      for (const declare of list) declare(web, database);
    });
  const rules = (synthesized: Synthesized) =>
    Object.fromEntries(
      [ingress, egress].flatMap((type) =>
        synthesized.resources(type).map(({ name, attributes }) => [`${type}.${name}`, attributes]),
      ),
    );

  test('do not depend on the order of declarations', () => {
    expect(declared([...declarations].reverse()).json).toEqual(declared(declarations).json);
  });

  test('stay when a declaration goes, or comes', () => {
    for (const gone of declarations) {
      const fewer = rules(declared(declarations.filter((declare) => declare !== gone)));
      expect(rules(declared(declarations))).toMatchObject(fewer);
    }
  });

  test('say who connects to whom, and where', () => {
    const synthesized = groups((web, database) => web.connections.allowTo(database, 5432, 'queries'));
    expect(synthesized.resources(egress)[0]!.name).toMatch(/^web_connections_to-database-tcp-5432-egress_/);
    expect(synthesized.resources(ingress)[0]!.name).toMatch(/^web_connections_to-database-tcp-5432-ingress_/);
  });

  test.each<[Traffic, string]>([
    [{ from: 33_434, to: 33_523, protocol: 'udp' }, 'udp-33434-33523'],
    [{ protocol: 'icmp', type: 8 }, 'icmp-8'],
    [{ protocol: 'icmp', type: 8, code: 0 }, 'icmp-8-0'],
    [{ protocol: 'all' }, 'all'],
  ])('say what passes: %j', (port, key) => {
    const synthesized = groups((web, database) => web.connections.allowTo(database, port, 'test'));
    for (const [type, way] of [[egress, 'egress'] as const, [ingress, 'ingress'] as const]) {
      const name = new RegExp(`^web_connections_to-database-${key}-${way}_`);
      expect(synthesized.resources(type)[0]!.name).toMatch(name);
    }
  });

  test('distinguish peers with the same construct id below different modules', () => {
    const synthesized = synth((stack) => {
      const web = group(stack, 'web');
      for (const module of ['orders', 'stock']) {
        const database = new SecurityGroup(new Construct(stack, module), 'security-group', {
          network,
          name: module,
          description: module,
        });
        web.connections.allowTo(database, 5432, `queries of ${module}`);
      }
    });
    expect(synthesized.resources(egress).map(({ name }) => name.replace(/_[0-9A-F]{8}$/, ''))).toEqual([
      'web_connections_to-orders-tcp-5432-egress',
      'web_connections_to-stock-tcp-5432-egress',
    ]);
  });
});

describe('across stacks', () => {
  /** A stack with the database and, above it, one with the web servers that only knows the group's id. */
  function stacks(connect: (web: Connections, database: Connections) => void) {
    const app = Testing.app();
    try {
      const below = new TerraformStack(app, 'below');
      const above = new TerraformStack(app, 'above');
      group(below, 'database');
      const database = SecurityGroup.import(above, 'database', { securityGroupId: 'sg-from-below' });
      connect(group(above, 'web').connections, database.connections);
      return {
        below: new Synthesized(JSON.parse(Testing.synth(below, false))),
        above: new Synthesized(JSON.parse(Testing.synth(above, false))),
      };
    } finally {
      rmSync(app.outdir, { recursive: true, force: true });
    }
  }

  test('the stack above writes both rules, and the one below does not know', () => {
    const { above, below } = stacks((web, database) => web.allowTo(database, 5432, 'queries'));
    const web = idOf(above, 'web');
    expect(above.one(egress)).toMatchObject({ security_group_id: web, referenced_security_group_id: 'sg-from-below' });
    expect(above.one(ingress)).toMatchObject({ security_group_id: 'sg-from-below', referenced_security_group_id: web });
    expect(below.types()).toEqual(['aws_security_group']);
  });

  test('from either side', () => {
    const to = stacks((web, database) => web.allowTo(database, 5432, 'queries')).above.json;
    const from = stacks((web, database) => database.allowFrom(web, 5432, 'queries')).above.json;
    expect(from).toEqual(to);
  });

  test('and in either direction', () => {
    const { above } = stacks((web, database) => database.allowTo(web, 8080, 'callbacks'));
    expect(above.one(egress)).toMatchObject({ security_group_id: 'sg-from-below' });
    expect(above.one(ingress)).toMatchObject({ referenced_security_group_id: 'sg-from-below' });
  });
});

describe('refuses', () => {
  const world = { name: 'world', cidr: '0.0.0.0/0' };

  test.each<[string, (web: Connections, database: Connections) => void, string]>([
    [
      'a connection declared twice',
      (web, database) => {
        web.allowTo(database, 5432, 'queries');
        database.allowFrom(web, 5432, 'the same again');
      },
      'stack/web/connections: connection: expected each connection declared once, found "to-database-tcp-5432"',
    ],
    [
      'a connection without a reason',
      (web, database) => web.allowTo(database, 5432, ''),
      'stack/web/connections: reason: expected three to 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, found ""',
    ],
    [
      'a reason in characters that EC2 refuses',
      (web) => web.allowToInternet(443, 'card payments → acquirer'),
      'reason: expected three to 255 letters',
    ],
    [
      'a reason that Terraform would evaluate',
      (web) => web.allowToInternet(443, '${path.module}'),
      'reason: expected text without ${',
    ],
    [
      'a reason longer than EC2 keeps',
      (web) => web.allowToInternet(443, 'x'.repeat(256)),
      'reason: expected three to 255 letters',
    ],
    [
      'port 0',
      (web, database) => web.allowTo(database, 0, 'queries'),
      'port: expected a whole number of (a port) from 1 to 65535, or an object with from, to, protocol, found 0',
    ],
    [
      'a port beyond the last',
      (web) => web.allowToInternet(65_536, 'queries'),
      'port: expected a whole number of (a port) from 1 to 65535, or an object with from, to, protocol, found 65536',
    ],
    [
      'a range that ends before it starts',
      (web) => web.allowFrom({ name: 'office', cidr: '203.0.113.0/24' }, { from: 90, to: 80 }, 'console'),
      'port: expected a rising range, found {"from":90,"to":80}',
    ],
    [
      'SSH from the internet',
      (web) => web.allowFromInternet(22, 'just for a moment'),
      'stack/web/connections: port: expected no administration port (22, 3389), found 22',
    ],
    [
      'RDP from the internet, inside a range',
      (web) => web.allowFromInternet({ from: 3000, to: 4000 }, 'previews'),
      'port: expected no administration port (22, 3389), found {"from":3000,"to":4000}',
    ],
    [
      'a type of ICMP that there is not',
      (web, database) => web.allowTo(database, { protocol: 'icmp', type: 256 }, 'ping'),
      'port.type: expected a whole number of (a type of ICMP) from 0 to 255, found 256',
    ],
    [
      'ICMP of no type',
      (web, database) => web.allowTo(database, { protocol: 'icmp' } as Traffic, 'ping'),
      'port.type: expected a whole number of (a type of ICMP) from 0 to 255, found nothing',
    ],
    [
      'ports of ICMP',
      (web, database) => web.allowTo(database, { protocol: 'icmp', type: 8, from: 80 } as Traffic, 'ping'),
      'port.from: expected one of the props protocol, type, code, found "from"',
    ],
    [
      'a port of all traffic',
      (web, database) => web.allowTo(database, { protocol: 'all', from: 443 } as never, 'cluster'),
      'port.from: expected one of the props protocol, found "from"',
    ],
    [
      'a protocol that it does not know',
      (web, database) => web.allowTo(database, { protocol: 'esp', from: 1 } as never, 'tunnel'),
      'port.protocol: expected one of tcp, udp, found "esp"',
    ],
    [
      'all traffic of the internet',
      (web) => web.allowFromInternet({ protocol: 'all' } as never, 'just for a moment'),
      'port.from: expected a whole number of (a port) from 1 to 65535, found nothing',
    ],
    [
      'all traffic to the internet',
      (web) => web.allowToInternet({ protocol: 'all' } as never, 'just for a moment'),
      'port.protocol: expected one of tcp, udp, found "all"',
    ],
    [
      'all traffic of the world as a range',
      (web) => web.allowFrom(world, { protocol: 'all' }, 'just for a moment'),
      'peer.cidr: expected an IPv4 range from /8 to /32, found "0.0.0.0/0"',
    ],
    [
      'all traffic of a prefix list, which may be the world',
      (web) => web.allowFrom({ name: 'offices', prefixListId: 'pl-1' }, { protocol: 'all' }, 'offices'),
      'stack/web/connections: peer: expected a security group or an IPv4 range, for all traffic, found {"name":"offices","prefixListId":"pl-1"}',
    ],
    [
      'all traffic to a prefix list, which may be the world',
      (web) => web.allowTo({ name: 'offices', prefixListId: 'pl-1' }, { protocol: 'all' }, 'offices'),
      'peer: expected a security group or an IPv4 range, for all traffic, found',
    ],
    [
      'all traffic without a reason',
      (web, database) => web.allowTo(database, { protocol: 'all' }, ''),
      'reason: expected three to 255 letters',
    ],
    [
      'the world as a range',
      (web) => web.allowFrom(world, 22, 'just for a moment'),
      'peer.cidr: expected an IPv4 range from /8 to /32, found "0.0.0.0/0"',
    ],
    [
      'half the world as a range',
      (web) => web.allowTo({ name: 'half', cidr: '0.0.0.0/1' }, 443, 'everything'),
      'peer.cidr: expected an IPv4 range from /8 to /32, found "0.0.0.0/1"',
    ],
    [
      'a range off its boundary, which EC2 would change',
      (web) => web.allowFrom({ name: 'office', cidr: '203.0.113.7/24' }, 443, 'console'),
      'peer.cidr: expected an IPv4 range from /8 to /32, found "203.0.113.7/24"',
    ],
    [
      'a peer name that would not last',
      (web) => web.allowFrom({ name: 'The Office', cidr: '203.0.113.0/24' }, 443, 'console'),
      'peer.name: expected up to 63 lower-case letters, digits and hyphens, found "The Office"',
    ],
  ])('%s', (_, connect, message) => {
    expect(() => groups((web, database) => connect(web.connections, database.connections))).toThrow(message);
  });

  test.each<[string, Partial<SecurityGroupProps>, string]>([
    [
      'a name that looks like an id',
      { name: 'sg-web' },
      'stack/web: name: expected 1 to 255 letters, digits and ._- and not sg- in front, found "sg-web"',
    ],
    [
      'a description that EC2 refuses',
      { description: "the web's" },
      'stack/web: description: expected three to 255 letters',
    ],
  ])('%s', (_, props, message) => {
    expect(() => synth((stack) => void group(stack, 'web', props))).toThrow(message);
  });
});

describe('what EC2 takes for one rule is refused under a second name, which names the first', () => {
  test.each<[string, (web: SecurityGroup, stack: TerraformStack) => void, string]>([
    [
      'a range under two names',
      ({ connections }) => {
        connections.allowFrom({ name: 'office', cidr: '203.0.113.0/24' }, 443, 'requests');
        connections.allowFrom({ name: 'head-office', cidr: '203.0.113.0/24' }, 443, 'requests of others');
      },
      'each ingress rule of a group once: EC2 takes it for the same as stack/web/connections/from-office-tcp-443, found "from-head-office-tcp-443"',
    ],
    [
      'a range under two names, of a type of ICMP',
      ({ connections }) => {
        connections.allowFrom({ name: 'office', cidr: '203.0.113.0/24' }, { protocol: 'icmp', type: 8 }, 'ping');
        connections.allowFrom({ name: 'head-office', cidr: '203.0.113.0/24' }, { protocol: 'icmp', type: 8 }, 'ping');
      },
      'each ingress rule of a group once: EC2 takes it for the same as stack/web/connections/from-office-icmp-8, found "from-head-office-icmp-8"',
    ],
    [
      'a range under two names, of all traffic',
      ({ connections }) => {
        connections.allowTo({ name: 'office', cidr: '203.0.113.0/24' }, { protocol: 'all' }, 'appliance');
        connections.allowTo({ name: 'head-office', cidr: '203.0.113.0/24' }, { protocol: 'all' }, 'appliance');
      },
      'each egress rule of a group once: EC2 takes it for the same as stack/web/connections/to-office-all, found "to-head-office-all"',
    ],
    [
      'a prefix list under two names',
      ({ connections }) => {
        connections.allowTo({ name: 's3', prefixListId: 'pl-1' }, 443, 'uploads');
        connections.allowTo({ name: 'files', prefixListId: 'pl-1' }, 443, 'uploads');
      },
      'each egress rule of a group once: EC2 takes it for the same as stack/web/connections/to-s3-tcp-443, found "to-files-tcp-443"',
    ],
    [
      'a group that is imported twice',
      ({ connections }, stack) => {
        const ref = { securityGroupId: 'sg-0a1b2c3d' };
        connections.allowTo(SecurityGroup.import(stack, 'one', ref), 443, 'requests');
        connections.allowTo(SecurityGroup.import(stack, 'two', ref), 443, 'requests');
      },
      'each egress rule of a group once: EC2 takes it for the same as stack/web/connections/to-one-tcp-443, found "to-two-tcp-443"',
    ],
  ])('%s', (_, connect, message) => {
    const building = () => synth((stack) => connect(group(stack, 'web'), stack));
    expect(building).toThrow(`stack/web/connections: connection: expected ${message}`);
  });

  test('but not on another port, nor of another group', () => {
    const ranges = (connections: Connections, port: number) =>
      connections.allowFrom({ name: `office-${port}`, cidr: '203.0.113.0/24' }, port, 'requests');
    const synthesized = groups((web, database) => {
      ranges(web.connections, 443);
      ranges(web.connections, 80);
      ranges(database.connections, 443);
      const ping = { protocol: 'icmp', type: 8 } as const;
      web.connections.allowFrom({ name: 'ping', cidr: '203.0.113.0/24' }, ping, 'ping');
      web.connections.allowFrom({ name: 'ping', cidr: '203.0.113.0/24' }, { ...ping, code: 0 }, 'ping');
      web.connections.allowFrom({ name: 'ping', cidr: '203.0.113.0/24' }, { protocol: 'all' }, 'appliance');
    });
    expect(synthesized.all('aws_vpc_security_group_ingress_rule')).toHaveLength(6);
  });
});
