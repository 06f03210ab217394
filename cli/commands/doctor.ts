import { checks, type Check } from '../doctor/checks';
import { askResolver, delegation, type NameServers } from '../doctor/names';
import { pickEnvironments } from '../environments';
import { toJson } from '../files';
import { colours, print, type Io } from '../io';
import { findProject } from '../project';

const marks = { present: '✔', missing: '✘', unknown: '?' };

/**
 * Lists the tools on this machine, and whether the domains of the environments named are delegated.
 *
 * @returns 1 when `terrace plan` lacks a tool that it needs, or such a domain is not delegated, else 0.
 */
export async function doctor(
  names: readonly string[],
  { json }: { readonly json?: boolean },
  io: Io,
  ask: NameServers = askResolver,
): Promise<number> {
  const project = findProject(io.cwd);
  const environments = names.length > 0 ? pickEnvironments(names, project.root) : [];
  const tools = await checks(project, io);
  const domains = await Promise.all(environments.map((environment) => delegation(environment, ask)));
  const found = [...tools, ...domains.flat()];
  const isReady = tools.every(({ status, needed }) => !needed || status !== 'missing');
  const isDelegated = domains.flat().every(({ status }) => status !== 'missing');
  if (json) print(io, toJson({ ready: isReady, checks: found }).trimEnd());
  else {
    for (const check of found) print(io, text(check, io));
    print(io, isReady ? 'Ready: npx terrace plan' : 'Not ready to plan: see ✘ above.');
    if (!isDelegated) print(io, 'A domain is not delegated: see ✘ above.');
  }
  return isReady && isDelegated ? 0 : 1;
}

function text({ name, status, found, neededFor, howToGet }: Check, io: Io): string {
  const paint = colours(io, io.stdout);
  const mark = { present: paint.green, missing: paint.red, unknown: paint.yellow }[status](marks[status]);
  const get = howToGet ? `\n  ${paint.bold('to get it')}: ${howToGet}` : '';
  return `${mark} ${paint.bold(name)}: ${found}\n  ${paint.dim(`for ${neededFor}`)}${get}\n`;
}
