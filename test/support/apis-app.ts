import { App } from 'cdktf';
import { loadEnvironments } from '../../environments/load';
import { environmentStacks } from '../../stacks';
import { withApis } from './apis';

// An app of its own, for a plan of prod with APIs and an event bus.
const app = new App();
for (const environment of loadEnvironments({ prod: withApis })) environmentStacks(app, environment);
app.synth();
