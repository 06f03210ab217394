import { App } from 'cdktf';
import { prod } from '../environments/prod';
import { environmentStacks } from '../stacks';
import { leanSynthesis } from '../stacks/lean-synthesis';

leanSynthesis();
const count = Number(process.argv[2]);
const app = new App();
for (let index = 0; index < count; index++) environmentStacks(app, { ...prod, name: `prod-${index}` });
app.synth();
