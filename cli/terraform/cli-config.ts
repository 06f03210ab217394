import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Variables } from '../io';

/** The user's own CLI configuration, as Terraform would find it. */
export interface CliConfig {
  /** Its files, in the order in which they are read. */
  readonly files: readonly string[];
  readonly text: string;
  /** `TF_CLI_CONFIG_FILE`, where it names a file that does not exist. */
  readonly missing?: string;
  /** Whether it says where providers come from. */
  readonly saysProviders: boolean;
  readonly saysPluginCache: boolean;
}

export function readCliConfig(env: Variables, home = env.HOME || homedir()): CliConfig {
  const named = env.TF_CLI_CONFIG_FILE || env.TERRAFORM_CONFIG;
  const files = named && existsSync(named) ? [named] : usualFiles(env, home);
  const text = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  const code = text.replace(/^\s*(#|\/\/).*$/gm, '');
  return {
    files,
    text,
    ...(named && !existsSync(named) && { missing: named }),
    saysProviders: /\bprovider_installation\b/.test(code),
    saysPluginCache: /\bplugin_cache_dir\b/.test(code),
  };
}

/** Where Terraform, and OpenTofu, look when no variable names a file: one file, and every `.tfrc` of a folder. */
function usualFiles(env: Variables, home: string): string[] {
  const configHome = env.XDG_CONFIG_HOME || join(home, '.config');
  const windows = env.APPDATA ? [join(env.APPDATA, 'terraform.rc')] : [];
  const one = [...windows, join(home, '.tofurc'), join(configHome, 'opentofu/tofurc'), join(home, '.terraformrc')];
  const folder = join(home, '.terraform.d');
  const many = existsSync(folder) ? readdirSync(folder).filter((name) => /\.tfrc(\.json)?$/.test(name)) : [];
  return [...one.filter((file) => existsSync(file)).slice(0, 1), ...many.map((name) => join(folder, name))];
}

/** A CLI configuration that takes `providers` from `folder` and every other one from where it is published. */
export function mirrorConfig(folder: string, providers: readonly string[]): string {
  const list = providers.map((name) => JSON.stringify(name)).join(', ');
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(folder)}
    include = [${list}]
  }
  direct {
    exclude = [${list}]
  }
}
`;
}
