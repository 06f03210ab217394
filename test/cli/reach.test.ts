import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { reach, type ReachOptions } from '../../cli/commands/reach';
import { describe as say } from '../../cli/errors';
import { program } from '../../cli/program';
import type { Io } from '../../cli/io';
import { instance, lets, subnet, toInternet, vpc } from '../review/reach/fixtures';

const hcl =
  vpc +
  subnet('web', 1, toInternet) +
  subnet('app', 2) +
  instance(
    'web',
    'web',
    lets.in(443, '0.0.0.0/0') + lets.out(8080, '10.0.2.0/24'),
    'associate_public_ip_address = true',
  ) +
  instance('app', 'app', lets.in(8080, 'description = "requests"\n security_groups = [aws_security_group.web.id]'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-reach-'));
  writeFileSync(join(folder, 'main.tf'), hcl);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(from: string, to: string, port?: string, options: ReachOptions = {}) {
  let [stdout, stderr] = ['', ''];
  const io: Io = {
    env: {},
    cwd: folder,
    stdin: Readable.from([]),
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    debug: false,
  };
  const code = await reach(from, to, port, { path: '.', ...options }, io).catch((error: unknown) => say(error, false));
  return { code, stdout, stderr };
}

describe('terrace reach', () => {
  test('prints the way, with the reasons that rules give', async () => {
    const { code, stdout, stderr } = await run('aws_instance.web', 'aws_instance.app', '8080');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      'aws_instance.web → aws_instance.app is reachable on tcp 8080',
      '',
      '  → security group  aws_security_group.web: allows tcp 8080 out to 10.0.2.0/24',
      '  → network ACL     of aws_vpc.main: allows everything (default network ACL)',
      '  → route table     aws_route_table.web: 10.0.0.0/16 stays in the VPC',
      '  → network ACL     of aws_vpc.main: allows everything (default network ACL)',
      '  → security group  aws_security_group.app: allows tcp 8080 in from aws_security_group.web  “requests”',
      '  ← network ACL     of aws_vpc.main: allows everything (default network ACL)',
      '  ← route table     aws_route_table.app: 10.0.0.0/16 stays in the VPC',
      '  ← network ACL     of aws_vpc.main: allows everything (default network ACL)',
      '',
    ]);
  });

  test('prints what stops it first, what that needs, and what would stop it next', async () => {
    const { code, stdout } = await run('internet', 'aws_instance.app', '22');
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      'internet → aws_instance.app is blocked on tcp 22',
      '',
      '  → internet gateway  aws_internet_gateway.main: connects aws_vpc.main to the internet',
      '  ✗ public address    aws_instance.app: has no public IPv4 address: neither it nor map_public_ip_on_launch of its subnets assigns one',
      '                      needs a public IPv4 address',
      '',
      '    also blocked by',
      '    route table aws_route_table.app: has no route to the internet by an internet gateway',
      '    security group aws_security_group.app: allows no tcp 22 in from internet',
      '',
    ]);
  });

  test('without a port tells every port that is open, and to whom', async () => {
    const { stdout } = await run('internet', 'aws_instance.web');
    expect(stdout.split('\n')[0]).toBe('internet → aws_instance.web is reachable on tcp 443 from 0.0.0.0/0');
  });

  test('--json is the same as data', async () => {
    const { stdout } = await run('internet', 'aws_instance.web', '443', { json: true });
    expect(JSON.parse(stdout).answers).toEqual([
      expect.objectContaining({
        from: 'internet',
        to: 'aws_instance.web',
        verdict: 'reachable',
        ports: [{ protocol: 'tcp', from: 443, to: 443 }],
        sources: ['0.0.0.0/0'],
      }),
    ]);
  });

  test.each([
    ['reachable', '443', 0],
    ['blocked', '443', 1],
    ['blocked', '22', 0],
    ['reachable', '22', 1],
    ['blocked', '53/udp', 0],
  ])('--expect %s, port %s: exit %i', async (expect_, port, code) => {
    expect((await run('internet', 'aws_instance.web', port, { expect: expect_ })).code).toBe(code);
  });

  test.each([
    ['reachable', '0.0.0.0/0', 0],
    ['blocked', '10.0.0.0/8', 1],
    ['not known', 'var.office', 3],
  ])('has its own exit code when it is %s', async (_, source, expected) => {
    const rule = lets.in(443, source);
    const host = instance('web', 'web', rule, 'associate_public_ip_address = true');
    writeFileSync(join(folder, 'main.tf'), `variable "office" {}\n${vpc}${subnet('web', 1, toInternet)}${host}`);
    const { code, stdout } = await run('internet', 'aws_instance.web', '443');
    expect(code).toBe(expected);
    if (expected === 3) expect(stdout).toMatch(/^internet → aws_instance.web may be reachable on tcp 443/);
  });

  test('of several answers exits 1 only when all are blocked', async () => {
    expect((await run('internet', 'aws_instance.web')).code).toBe(0);
    expect((await run('internet', 'aws_instance.app')).code).toBe(1);
    writeFileSync(join(folder, 'main.tf'), hcl.replaceAll('subnet_id = ', 'tags = { Name = "any" }\n subnet_id = '));
    expect((await run('internet', 'any')).code).toBe(0);
  });

  test.each<[what: string, args: Parameters<typeof run>, message: string | RegExp]>([
    [
      'a name that nothing has',
      ['internet', 'aws_instance.wep'],
      /^nothing with an address is called "aws_instance.wep"\nDid you mean aws_instance.web\?/,
    ],
    ['a port that is none', ['internet', 'web', 'https'], 'port: expected 1 to 65535, or 53/udp, found "https"'],
    ['port 0', ['internet', 'web', '0'], 'port: expected 1 to 65535, or 53/udp, found "0"'],
    [
      'an expectation that is none',
      ['internet', 'web', '1', { expect: 'open' }],
      '--expect: expected reachable, blocked, unknown, found "open"',
    ],
    [
      'an environment that there is not',
      ['internet', 'web', '1', { env: 'prod' }],
      /^--env: no environment is named "prod"/,
    ],
    ['a path that there is not', ['internet', 'web', '1', { path: './nowhere' }], /^\.\/nowhere: no such file/],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout } = await run(...args);
    expect(code).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
    expect(stdout).toBe('');
  });

  test('names of the input do not steer the terminal', async () => {
    writeFileSync(join(folder, 'main.tf'), hcl.replace('"requests"', '"re\\u001b[31mquests"'));
    const { stdout } = await run('aws_instance.web', 'aws_instance.app', '8080');
    expect(stdout).toContain('re\\u001b[31mquests');
    expect(stdout).not.toContain('\u001b');
  });

  test('has help, with examples', () => {
    const io = { stdout: {}, stderr: {} } as never;
    const command = program(io, () => undefined).commands.find((candidate) => candidate.name() === 'reach')!;
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help).toContain('$ npx terrace reach bastion database-main 5432');
  });
});
