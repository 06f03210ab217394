import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { networkPicture } from './network-picture';

/** Every generated file but the module reference: its path in the repository, and what should be in it. */
export function generatedFiles(): Record<string, string> {
  return Object.fromEntries(
    loadEnvironments(environments).map((environment) => [
      `docs/images/network-${environment.name}.svg`,
      networkPicture(environment),
    ]),
  );
}

/** Writes a reference page for each module, from its types and docstrings, to the folder `out`. */
export async function moduleReference(out: string): Promise<void> {
  const { Application } = await import('typedoc');
  const app = await Application.bootstrapWithPlugins({ options: 'typedoc.json', out, logLevel: 'Warn' });
  const project = await app.convert();
  if (!project) throw new Error('typedoc could not read the modules; run `npm run typecheck`');
  await app.generateOutputs(project);
}
