import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { Route53Zone } from '@cdktf/provider-aws/lib/route53-zone';
import type { TerraformStack } from 'cdktf';
import { WebAcl } from '../../modules/firewall';
import { Function } from '../../modules/function';
import { Key } from '../../modules/kms';
import { DeadLetterQueue } from '../../modules/queue';
import { RestApi, RestApiLogs, type RestRouteProps } from '../../modules/rest-api';
import { Life, kinds, order } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const at = { account, region };
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };

interface Changes {
  readonly routes?: Readonly<Record<string, Partial<RestRouteProps>>>;
  readonly keys?: readonly string[];
  readonly ratePerSecond?: number;
}

/** An API for callers with keys, whose routes a function answers, behind a web ACL. */
const partners =
  ({ routes = {}, keys = ['acme'], ratePerSecond = 50 }: Changes = {}) =>
  (stack: TerraformStack): void => {
    const optOuts = { deletionProtection: off };
    const key = new Key(stack, 'key', { ...at, purpose: 'The API', alias: 'api', optOuts });
    const zoneName = 'shop.example.com';
    const zone = { zoneId: new Route53Zone(stack, 'zone', { name: zoneName }).zoneId, zoneName };
    const certificate = new AcmCertificate(stack, 'certificate', {
      ...{ domainName: '*.shop.example.com', validationMethod: 'DNS' },
    });
    const stock = new Function(stack, 'stock', {
      ...{ ...at, name: 'prod-stock', key, code: { folder: 'test/support/function-code' } },
      runtime: { name: 'python3.13', handler: 'app.handler', supportedOn: '2027-01-01' },
      limits: { timeoutSeconds: 20, reservedConcurrency: 10 },
      failures: {
        queue: new DeadLetterQueue(stack, 'failed', { ...at, name: 'failed', key, alarms: { topic }, optOuts }),
      },
      monitoring: { topic, logRetentionDays: 30 },
    });
    const webAcl = new WebAcl(stack, 'web-acl', {
      ...{ name: 'prod-partners', account, scope: { regional: region }, rateLimit: { requests: 2000 } },
      ...{ logs: { key, retentionDays: 30 }, alarms: { topic } },
    });
    new RestApiLogs(stack, 'logs', { name: 'api-gateway-logs' });
    const api = new RestApi(stack, 'api', {
      ...{ ...at, name: 'prod-partners', throttling: { ratePerSecond: 200, burst: 400 }, alarms: { topic }, webAcl },
      domain: { name: 'partners.shop.example.com', zone, certificate: { certificateArn: certificate.arn } },
      accessLogs: { key, retentionDays: 30 },
      clients: {
        usagePlans: {
          gold: { throttling: { ratePerSecond, burst: 100 }, quota: { requests: 1000, per: 'DAY' }, keys },
        },
      },
    });
    const route = { to: { function: stock }, authorization: off, apiKeyRequired: true };
    api.addRoute('GET /stock/{sku}', { ...route, throttling: { ratePerSecond: 10, burst: 20 } });
    for (const [name, change] of Object.entries(routes)) api.addRoute(name, { ...route, ...change });
  };

describeWithTerraform('a REST API that is used', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('is deployed after its routes, and plans no change then', async () => {
      const made = await life.apply(partners());
      expect(
        order(
          made,
          ...['aws_api_gateway_integration', 'aws_api_gateway_deployment', 'aws_api_gateway_stage'],
          'aws_wafv2_web_acl_association',
        ),
      ).toEqual([
        'create aws_api_gateway_integration',
        'create aws_api_gateway_deployment',
        'create aws_api_gateway_stage',
        'create aws_wafv2_web_acl_association',
      ]);
      expect(kinds(await life.plan(partners()))).toEqual([]);
      expect(life.emulator.judge?.report().filter((line) => !/^requests/.test(line))).toEqual([]);
    });

    test('gets a route by another deployment, which is there before the stage leaves the old one', async () => {
      const changed = { routes: { 'POST /orders': {} } };
      const done = await life.apply(partners(changed));
      expect(order(done, 'aws_api_gateway_deployment', 'aws_api_gateway_stage')).toEqual([
        'create aws_api_gateway_deployment',
        'update aws_api_gateway_stage',
        'delete aws_api_gateway_deployment',
      ]);
      expect(kinds(await life.plan(partners(changed)))).toEqual([]);
    });

    test('asks a route for what it did not ask for, in place', async () => {
      const changed = { routes: { 'POST /orders': { requires: { headers: ['idempotency-key'] } } } };
      const done = await life.apply(partners(changed));
      expect(order(done, 'aws_api_gateway_method')).toEqual(['update aws_api_gateway_method']);
      expect(kinds(await life.plan(partners(changed)))).toEqual([]);
    });

    test('gets a caller beside the others, and limits in place', async () => {
      const routes = { 'POST /orders': { requires: { headers: ['idempotency-key'] } } };
      const planned = kinds(await life.plan(partners({ routes, keys: ['acme', 'globex'], ratePerSecond: 80 })));
      expect(planned.sort()).toEqual([
        'create aws_api_gateway_api_key',
        'create aws_api_gateway_usage_plan_key',
        'update aws_api_gateway_usage_plan',
      ]);
    });

    test('is destroyed', async () => {
      const gone = order(await life.destroy(), 'aws_api_gateway_stage', 'aws_api_gateway_rest_api');
      expect(gone).toEqual(['delete aws_api_gateway_stage', 'delete aws_api_gateway_rest_api']);
    });
  });
});
