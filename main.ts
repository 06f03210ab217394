import { App } from 'cdktf';
import * as environments from './environments';
import { listed } from './environments/listed';
import { loadEnvironments } from './environments/load';
import { asIfIn } from './stacks/as-if';
import { recordSourceFrames } from './modules/source-frames';
import { environmentStacks } from './stacks';
import { leanSynthesis } from './stacks/lean-synthesis';

leanSynthesis();
const app = new App();
// Every environment is read, and every problem of every one reported, before the first stack is made.
const loaded = loadEnvironments(asIfIn(app, { ...listed(process.cwd()), ...environments }));
recordSourceFrames(app);
for (const environment of loaded) environmentStacks(app, environment);
app.synth();
