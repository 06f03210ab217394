import { App } from 'cdktf';
import { loadEnvironments } from '../../environments/load';
import { environmentStacks } from '../../stacks';
import { withFunctions } from './functions';

// An app of its own, for a plan of prod with functions and schedules.
const app = new App();
for (const environment of loadEnvironments({ prod: withFunctions })) environmentStacks(app, environment);
app.synth();
