import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expressions } from '../review/model/expressions';
import { describeWithTerraform } from '../support/terraform';

const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';

/** All expressions in one run of `terraform console`, which prints the value of its last line. */
function answers(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'terrace-functions-'));
  const all = expressions.map(([expression]) => `jsonencode([${expression}])`).join(', ');
  const run = spawnSync(command, ['console'], { cwd: folder, input: `jsonencode([${all}])\n`, encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(JSON.parse(run.stdout));
}

describeWithTerraform('the table of expressions', () => {
  test('Terraform gives what it says that Terraform gives', () => {
    const given = answers();
    expect(expressions.map(([expression], index) => [expression, given[index]])).toEqual(expressions);
  });
});
