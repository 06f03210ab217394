import { join } from 'node:path';
import { staysBehind, type AsIf } from '../../environments/as-if';
import { regions } from '../../environments/aws/regions';
import type { Environment } from '../../environments/schema';
import { CliError } from '../errors';
import type { Project } from '../project';

/**
 * Reads `--as-if region=eu-west-3`.
 *
 * @param environments those that the command names, by their names.
 * @throws CliError for anything else, for a region that there is not, and for more than one environment.
 */
export function readAsIf(asked: string, environments: readonly string[]): AsIf {
  const [, region] = /^region=(.+)$/.exec(asked) ?? [];
  if (region === undefined) throw new CliError(`--as-if: expected region=<region>, found ${asked}`);
  if (!regions.has(region)) {
    throw new CliError(`--as-if: expected a region of environments/aws/regions.ts, found ${region}`);
  }
  const [environment, ...others] = environments;
  if (environment === undefined || others.length > 0) {
    throw new CliError('--as-if plans one environment', `Name it: terrace plan prod --as-if region=${region}`);
  }
  return { environment, region };
}

/** The same project, synthesized and planned beside what is there: nobody applies it by accident. */
export function besides(project: Project, asIf: AsIf): Project {
  const folder = join('as-if', `${asIf.environment}-${asIf.region}`);
  const context = typeof project.context === 'object' ? project.context : {};
  return {
    ...project,
    synthesized: join(project.cache, folder),
    out: join(project.out, folder),
    context: { ...context, asIf },
  };
}

/** What the plan does not tell, field by field. */
export function staysText(environment: Environment, { region }: AsIf): string {
  const stays = staysBehind(environment);
  const lines = stays.map(({ field, value, does }) => `  ${field} (${value}): ${does}`);
  return [`To decide before environments/${environment.name}.ts is applied in ${region}:`, ...lines].join('\n');
}
