import { checks, type Check } from '../doctor/checks';
import { toJson } from '../files';
import { colours, print, type Io } from '../io';
import { findProject } from '../project';

const marks = { present: '✔', missing: '✘', unknown: '?' };

/** Lists the tools on this machine. @returns 1 when `terrace plan` lacks a tool that it needs, else 0. */
export async function doctor({ json }: { readonly json?: boolean }, io: Io): Promise<number> {
  const found = await checks(findProject(io.cwd), io);
  const isReady = found.every(({ status, needed }) => !needed || status !== 'missing');
  if (json) print(io, toJson({ ready: isReady, checks: found }).trimEnd());
  else {
    for (const check of found) print(io, text(check, io));
    print(io, isReady ? 'Ready: npx terrace plan' : 'Not ready to plan: see ✘ above.');
  }
  return isReady ? 0 : 1;
}

function text({ name, status, found, neededFor, howToGet }: Check, io: Io): string {
  const paint = colours(io, io.stdout);
  const mark = { present: paint.green, missing: paint.red, unknown: paint.yellow }[status](marks[status]);
  const get = howToGet ? `\n  ${paint.bold('to get it')}: ${howToGet}` : '';
  return `${mark} ${paint.bold(name)}: ${found}\n  ${paint.dim(`for ${neededFor}`)}${get}\n`;
}
