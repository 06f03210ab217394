import { App } from 'cdktf';
import { prod } from '../environments/prod';
import { environmentStacks } from '../stacks';
import { withoutTokenStacks } from '../stacks/token-stacks';

withoutTokenStacks();
const count = Number(process.argv[2]);
const app = new App();
for (let index = 0; index < count; index++) environmentStacks(app, { ...prod, name: `prod-${index}` });
app.synth();
