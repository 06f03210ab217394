import { spawnSync } from 'node:child_process';
import { howToGetTerraform } from '../../cli/terraform/binary';

const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';
const isThere = spawnSync(command, ['version']).error === undefined;

/** `describe`, where there is Terraform. Where there is none its tests are skipped, and why is said once for each file. */
export function describeWithTerraform(title: string, tests: () => void): void {
  if (!isThere) process.stderr.write(`skipped: ${title}: ${command} is not on the PATH. ${howToGetTerraform}\n`);
  (isThere ? describe : describe.skip)(title, tests);
}
