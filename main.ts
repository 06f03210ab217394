import { App } from 'cdktf';
import * as environments from './environments';
import { listed } from './environments/listed';
import { loadEnvironments } from './environments/load';
import { recordSourceFrames } from './modules/source-frames';
import { environmentStacks } from './stacks';
import { leanSynthesis } from './stacks/lean-synthesis';

leanSynthesis();
// Every environment is read, and every problem of every one reported, before the first construct is made.
const loaded = loadEnvironments({ ...listed(process.cwd()), ...environments });
const app = new App();
recordSourceFrames(app);
for (const environment of loaded) environmentStacks(app, environment);
app.synth();
