import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Testing, type App } from 'cdktf';
import { rmSync } from 'node:fs';
import { prod } from '../../environments/prod';
import { EnvironmentStack } from '../../stacks/environment-stack';
import { Synthesized } from '../support/synth';

interface Published {
  readonly network: { readonly vpcId: string; readonly cidr: string };
}

class Below extends EnvironmentStack<Published> {
  readonly vpc: Vpc;
  constructor(app: App, constructId = 'vpc', publishes = true) {
    super(app, prod, 'below');
    this.vpc = new Vpc(this, constructId, { cidrBlock: '10.0.0.0/16' });
    if (publishes) this.publish({ network: { vpcId: this.vpc.id, cidr: '10.0.0.0/16' } });
  }
}

class Above extends EnvironmentStack {
  constructor(app: App, below: Below, vpcId?: string) {
    super(app, prod, 'above');
    const { network } = this.read(below);
    new Subnet(this, 'subnet', {
      vpcId: vpcId ?? network.vpcId,
      cidrBlock: network.cidr,
      provider: this.providerIn('us-east-1'),
    });
  }
}

let app: App;
beforeEach(() => (app = Testing.app()));
afterEach(() => rmSync(app.outdir, { recursive: true }));
const json = (stack: EnvironmentStack) => new Synthesized(JSON.parse(Testing.synth(stack)));

describe('every stack of an environment', () => {
  test('is named after the environment and what it holds', () => {
    expect(new Below(app).node.id).toBe('prod-below');
  });

  test("keeps its state under its own key of the environment's bucket, locked and encrypted with the customer key", () => {
    expect(json(new Below(app)).json.terraform.backend.s3).toEqual({
      bucket: prod.state.bucket,
      key: 'below.tfstate',
      region: prod.region,
      encrypt: true,
      kms_key_id: `arn:aws:kms:${prod.region}:${prod.account}:alias/terrace/prod/state`,
      use_lockfile: true,
      allowed_account_ids: [prod.account],
    });
  });

  test('works in its account only, in each region, and tags what it makes', () => {
    const above = json(new Above(app, new Below(app)));
    expect(above.one('aws_subnet').tags).toEqual({ stack: 'above' });
    const providers = above.json.provider.aws;
    expect(providers.map(({ region, alias }: any) => [region, alias])).toEqual([
      [prod.region, undefined],
      ['us-east-1', 'us_east_1'],
    ]);
    for (const provider of providers) {
      expect(provider.allowed_account_ids).toEqual([prod.account]);
      expect(provider.default_tags).toEqual([
        {
          tags: {
            environment: 'prod',
            owner: prod.tags.owner,
            'cost-centre': prod.tags.costCentre,
            repository: prod.tags.repository,
          },
        },
      ]);
    }
  });

  test('configures the provider as every other one does: a plan of all needs one for each region', () => {
    const below = new Below(app);
    const above = json(new Above(app, below)).json.provider.aws;
    expect(json(below).json.provider.aws).toEqual(above.filter(({ alias }: any) => alias === undefined));
  });
});

describe('a value that crosses from one stack to the next', () => {
  test('is an output named by what it is', () => {
    const below = json(new Below(app));
    expect(below.json.output).toMatchObject({ network_vpc_id: { value: below.reference('aws_vpc', 'id') } });
  });

  test('keeps its output when its construct is renamed', () => {
    const before = Object.keys(json(new Below(app, 'vpc')).json.output);
    rmSync(app.outdir, { recursive: true });
    app = Testing.app();
    expect(Object.keys(json(new Below(app, 'main-vpc')).json.output)).toEqual(before);
  });

  test("is read from the other stack's state, and known values stay known", () => {
    const above = json(new Above(app, new Below(app)));
    expect(above.one('aws_subnet')).toMatchObject({
      vpc_id: '${data.terraform_remote_state.below.outputs.network_vpc_id}',
      cidr_block: '10.0.0.0/16',
    });
    expect(above.json.data.terraform_remote_state.below).toMatchObject({
      backend: 's3',
      config: { bucket: prod.state.bucket, key: 'below.tfstate', region: prod.region },
    });
  });

  test('orders the stacks', () => {
    const below = new Below(app);
    expect(new Above(app, below).dependencies).toEqual([below]);
  });

  test('is refused when it crosses unnamed', () => {
    const below = new Below(app);
    const above = new Above(app, below, below.vpc.id);
    expect(() => json(above)).toThrow(
      /prod-below: aws_vpc\.vpc\.id is used by another stack; expected it in publish\(\) here and read\(\) there/,
    );
  });

  test('is refused when the stack below published nothing', () => {
    const below = new Below(app, 'vpc', false);
    expect(() => new Above(app, below)).toThrow('prod-below is read by prod-above and has published nothing');
  });
});
