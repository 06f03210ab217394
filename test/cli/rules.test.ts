import { rules as command, type RulesOptions } from '../../cli/commands/rules';
import { severities } from '../../review/engine/rule';
import { rules } from '../../policies/rules';
import { capturedIo } from '../support/io';

async function run(id?: string, options: RulesOptions = {}) {
  const { io, printed } = capturedIo();
  await command(id, options, io);
  return printed.out;
}

test('lists every rule, a line each: severity, id, aliases and title', async () => {
  const out = await run();
  expect(out).toMatch(
    /^high +rds\/storage-encrypted +RDS-01 +RDS DB instances and clusters should be encrypted at rest$/m,
  );
  for (const { id } of rules) expect(out).toContain(` ${id} `);
  expect(out).toContain(`\n\n${rules.length} rules; terrace rules <id> shows one\n`);
});

test('lists them as data, with what Checkov, Security Hub and CIS call them', async () => {
  const listed = JSON.parse(await run(undefined, { json: true }));
  expect(listed).toHaveLength(rules.length);
  expect(listed.find(({ id }: { id: string }) => id === 'rds/storage-encrypted')).toMatchObject({
    aliases: ['RDS-01'],
    severity: 'high',
    resources: ['aws_db_instance', 'aws_rds_cluster'],
    checkov: ['CKV_AWS_16', 'CKV_AWS_96'],
    securityHub: ['RDS.3', 'RDS.27'],
    cis5: ['2.2.1'],
    cis3: ['2.3.1'],
  });
  for (const { severity } of listed) expect(severities).toContain(severity);
});

test.each(['rds/storage-encrypted', 'RDS-01', 'rds-01'])('shows %s whole: why, fix, examples', async (id) => {
  const out = await run(id);
  expect(out).toContain(
    'rds/storage-encrypted  high  RDS-01\nRDS DB instances and clusters should be encrypted at rest\n',
  );
  expect(out).toMatch(/^why {11}Unencrypted storage/m);
  expect(out).toMatch(/^fix {11}Set storage_encrypted = true/m);
  expect(out).toMatch(/^Checkov {7}CKV_AWS_16, CKV_AWS_96$/m);
  expect(out).toContain('Fails: not set, which defaults to unencrypted\n    resource "aws_db_instance" "main" {\n');
});

test('rejects an unknown rule id, and names the closest one', async () => {
  await expect(run('rds/mult-az')).rejects.toMatchObject({
    message: 'no rule is called "rds/mult-az"',
    next: 'Did you mean rds/multi-az? terrace rules lists them.',
  });
});

test('lists those of a framework, or of a severity', async () => {
  const pack = JSON.parse(await run(undefined, { json: true, framework: 'fsbp', severity: 'high' }));
  expect(pack.length).toBeGreaterThan(0);
  for (const { severity, securityHub } of pack) {
    expect(['critical', 'high']).toContain(severity);
    expect(securityHub).not.toEqual([]);
  }
});

test('every rule can be shown', async () => {
  for (const { id, title } of rules) expect(await run(id)).toContain(title);
});
