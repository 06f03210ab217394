import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findBinary, howToGetTerraform } from '../cli/terraform/binary';
import { parseProvider } from '../cli/terraform/mirror';
import { findProviders } from '../cli/terraform/provider-source';
import { offline, unreachable } from '../cli/terraform/terraform';
import type { Command } from './measure';

export interface PlanCommands {
  /** `terraform plan` of one resource, and nothing else. */
  readonly floor: Command;
  /** A plan of a whole environment as `terrace plan` makes it, and `terraform plan` of the same root on its own. */
  plansOf(environment: string): { readonly terrace: Command; readonly terraform: Command };
  /** All of `terrace plan`: synthesis, plan, `terraform show -json`. */
  whole(environment: string): Command;
}

/** @throws Error where there is no Terraform: a bench that leaves out what it cannot measure would read as a record. */
export async function planCommands(scratch: string): Promise<PlanCommands> {
  const binary = await findBinary({ env: process.env, signal: new AbortController().signal });
  if (!binary) throw new Error(howToGetTerraform);
  const provider = { source: 'hashicorp/aws', version: '5.100.0' };
  const providers = [parseProvider(provider.source, provider.version, binary.registry)];
  const source = findProviders({ env: process.env, binary, providers, cache: path.join(scratch, 'cache') });
  const env = { ...offline(process.env), ...source.env, ...unreachable, CHECKPOINT_DISABLE: '1' };

  const terraform = (cwd: string, dataDir: string): Command => ({
    command: binary.command,
    args: planArgs,
    cwd,
    env: { ...env, TF_DATA_DIR: dataDir },
  });
  const init = (cwd: string, dataDir: string) => {
    const settings = { ...process.env, ...source.env, TF_DATA_DIR: dataDir, CHECKPOINT_DISABLE: '1' };
    execFileSync(binary.command, ['init', '-backend=false', '-input=false'], { cwd, env: settings, stdio: 'pipe' });
  };

  const one = path.join(scratch, 'one-resource');
  mkdirSync(one, { recursive: true });
  writeFileSync(path.join(one, 'main.tf.json'), JSON.stringify(oneResource(provider)));
  init(one, path.join(one, '.terraform'));
  const served = path.join(scratch, 'served-plan.cjs');
  buildSync({ entryPoints: ['bench/served-plan.ts'], bundle: true, platform: 'node', outfile: served });
  const terrace = (environment: string): Command => ({
    command: process.execPath,
    args: ['bin/terrace.cjs', 'plan', environment],
  });
  return {
    floor: terraform(one, path.join(one, '.terraform')),
    plansOf(environment) {
      const whole = terrace(environment);
      execFileSync(whole.command, whole.args, { stdio: 'pipe' });
      const cwd = path.resolve('terrace.out', environment, 'root');
      const dataDir = path.join(scratch, environment, '.terraform');
      init(cwd, dataDir);
      const args = [served, JSON.stringify({ binary, source, args: planArgs, cwd, dataDir })];
      return { terrace: { command: process.execPath, args }, terraform: terraform(cwd, dataDir) };
    },
    whole: terrace,
  };
}

const planArgs = ['plan', '-refresh=false', '-lock=false', '-input=false', '-out=bench.plan'];

function oneResource(provider: { source: string; version: string }) {
  const offlineProvider = {
    region: 'eu-west-1',
    access_key: 'none',
    secret_key: 'none',
    skip_credentials_validation: true,
    skip_metadata_api_check: 'true',
    skip_requesting_account_id: true,
  };
  return {
    terraform: { required_providers: { aws: provider } },
    provider: { aws: offlineProvider },
    resource: { aws_vpc: { one: { cidr_block: '10.0.0.0/16' } } },
  };
}
