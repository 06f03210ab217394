import type { App } from 'cdktf';
import { withAsIf, type AsIf } from '../environments/as-if';

/** The environments as they are exported, or with one of them in another region, as `terrace plan --as-if` asks through the context of the app. */
export function asIfIn(app: App, exported: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const asked = app.node.tryGetContext('asIf') as AsIf | undefined;
  return asked ? withAsIf(exported, asked) : exported;
}
