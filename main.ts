import { App } from 'cdktf';
import * as environments from './environments';
import { loadEnvironments } from './environments/load';
import { recordSourceFrames } from './modules/source-frames';
import { environmentStacks } from './stacks';
import { leanSynthesis } from './stacks/lean-synthesis';

leanSynthesis();
// Every environment is read, and every problem of every one reported, before the first construct is made.
const loaded = loadEnvironments(environments);
const app = new App();
recordSourceFrames(app);
for (const environment of loaded) environmentStacks(app, environment);
app.synth();
