import { spawnSync } from 'node:child_process';
import { howToGetTerraform } from '../../cli/terraform/binary';
import { describeWhere } from './describe-where';

const command = process.env.TERRAFORM_BINARY_NAME || 'terraform';
const isThere = spawnSync(command, ['version']).error === undefined;

/** `describe`, where there is Terraform. */
export function describeWithTerraform(title: string, tests: () => void): void {
  describeWhere(isThere, title, `${command} is not on the PATH. ${howToGetTerraform}`, tests);
}
