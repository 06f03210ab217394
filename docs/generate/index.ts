import * as environments from '../../environments';
import { loadEnvironments } from '../../environments/load';
import { changesPage, changesPagePath } from './changes-page';
import { networkPicture } from './network-picture';
import { propsPage, propsPagePath } from './props-page';
import { rulePages } from './rule-pages';

/** Every generated file but the module reference, which typedoc writes: its path in the repository, and its content. */
export function generatedFiles(): Record<string, string> {
  const pictures = loadEnvironments(environments).map((environment) => [
    `docs/images/network-${environment.name}.svg`,
    networkPicture(environment),
  ]);
  return {
    ...Object.fromEntries(pictures),
    ...rulePages(),
    [propsPagePath]: propsPage(),
    [changesPagePath]: changesPage(),
  };
}
