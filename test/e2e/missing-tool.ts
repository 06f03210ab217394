import { findBinary, howToGetTerraform } from '../../cli/terraform/binary';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';

/** What of Terraform and an emulator is not here, and how to get it. */
export async function missingTool(): Promise<string | undefined> {
  if (!(await findBinary({ env: process.env, signal: new AbortController().signal })))
    return `no Terraform. ${howToGetTerraform}`;
  if (!process.env.AWS_ENDPOINT_URL && !hasMoto()) return `no AWS emulator: ${howToGetMoto}`;
  return undefined;
}
