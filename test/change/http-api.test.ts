import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { Function } from '../../modules/function';
import { HttpApi, VpcLink } from '../../modules/http-api';
import { Key } from '../../modules/kms';
import { DeadLetterQueue } from '../../modules/queue';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const at = { account, region };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };

const listenerArn = `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/prod/0123456789abcdef/0123456789abcdef`;

/** A link into a network of two zones. */
function linked(stack: TerraformStack): VpcLink {
  const cidr = '10.0.0.0/16';
  const vpcId = new Vpc(stack, 'vpc', { cidrBlock: cidr }).id;
  const subnets = ['a', 'b'].map((zone, index) => {
    const place = { cidrBlock: `10.0.${index}.0/24`, availabilityZone: `${region}${zone}` };
    return [place.availabilityZone, new Subnet(stack, zone, { vpcId, ...place }).id];
  });
  const network = { vpcId, cidr, subnetIds: { public: {}, private: Object.fromEntries(subnets), data: {} } };
  return new VpcLink(stack, 'link', { name: 'prod-public', network });
}

/** An API whose routes a function answers, some with limits of their own, and one of which a service behind a balancer does. */
const application =
  (...throttled: readonly string[]) =>
  (stack: TerraformStack): void => {
    const optOuts = { deletionProtection: off };
    const key = new Key(stack, 'key', { ...at, purpose: 'The API', alias: 'api', optOuts });
    const domainName = 'shop.example.com';
    const zone = { zoneId: new Route53Zone(stack, 'zone', { name: domainName }).zoneId, zoneName: domainName };
    const certificate = new AcmCertificate(stack, 'certificate', {
      domainName: '*.shop.example.com',
      validationMethod: 'DNS',
    });
    const orders = new Function(stack, 'orders', {
      ...{ ...at, name: 'prod-orders', key, code: { folder: 'test/support/function-code' } },
      runtime: { name: 'python3.13', handler: 'app.handler', supportedOn: '2027-01-01' },
      limits: { timeoutSeconds: 30, reservedConcurrency: 10 },
      failures: {
        queue: new DeadLetterQueue(stack, 'failed', { ...at, name: 'failed', key, alarms: { topic }, optOuts }),
      },
      monitoring: { topic, logRetentionDays: 30 },
    });
    const api = new HttpApi(stack, 'api', {
      ...{ ...at, name: 'prod-public', throttling: { ratePerSecond: 200, burst: 400 }, alarms: { topic } },
      domain: { name: 'api.shop.example.com', zone, certificate: { certificateArn: certificate.arn } },
      cors: { origins: ['https://shop.example.com'] },
      accessLogs: { key, retentionDays: 30 },
      jwt: { issuer: 'https://tokens.example.com/', audiences: ['shop'] },
    });
    const service = { link: linked(stack), listenerArn, serverName: 'api.shop.example.com', host: 'web.prod.internal' };
    api.addRoute('GET /catalogue', { to: { service }, authorization: 'jwt' });
    for (const key of ['GET /orders', 'POST /orders']) {
      api.addRoute(key, {
        ...{ to: { function: orders }, authorization: 'jwt' },
        ...(throttled.includes(key) && { throttling: { ratePerSecond: 10, burst: 20 } }),
      });
    }
  };

describeWithTerraform('an HTTP API that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('has its routes before the stage that limits them, and plans no change then', async () => {
      const made = await life.apply(application('POST /orders'));
      const [, stage = ''] = order(made, 'aws_apigatewayv2_route', 'aws_apigatewayv2_stage').slice(-2);
      expect(stage).toBe('create aws_apigatewayv2_stage');
      expect(kinds(await life.plan(application('POST /orders')))).toEqual([]);
    });

    test('limits another route in place', async () => {
      const both = application('GET /orders', 'POST /orders');
      expect(kinds(await life.plan(both))).toEqual(['update aws_apigatewayv2_stage']);
    });

    test('is destroyed', async () => {
      const gone = order(await life.destroy(), 'aws_apigatewayv2_stage', 'aws_apigatewayv2_api');
      expect(gone).toEqual(['delete aws_apigatewayv2_stage', 'delete aws_apigatewayv2_api']);
    });
  });
});
