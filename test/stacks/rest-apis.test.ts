import { identities } from '../../cli/adopt/import-ids';
import { factsOfEnvironment } from '../../cli/review/facts';
import { prod } from '../../environments';
import { rules } from '../../policies/rules';
import { evaluate } from '../../review/engine/evaluate';
import { graphOfStacks } from '../../review/model/inputs/stacks';
import { withApis, withRestApi } from '../support/apis';
import { stackOf, writtenStacks } from '../support/stacks';
import { statements, type Attributes } from '../support/synth';

const service = stackOf(withRestApi, 'service');
const outputOf = (stack: string, name: string) => `\${data.terraform_remote_state.${stack}.outputs.${name}}`;
const methods = (of: typeof withRestApi): Attributes[] => stackOf(of, 'service').all('aws_api_gateway_method');
const rest = withRestApi.apis.rest;
const withRest = (change: object) =>
  ({ ...withRestApi, apis: { ...withRestApi.apis, rest: { ...rest, ...change } } }) as unknown as typeof withRestApi;

describe('a REST API of an environment', () => {
  test('answers for its own host alone, with its certificate', () => {
    expect(service.one('aws_api_gateway_rest_api')).toMatchObject({
      ...{ name: 'prod-rest', disable_execute_api_endpoint: true },
    });
    expect(service.one('aws_api_gateway_domain_name')).toMatchObject({
      domain_name: 'rest.shop.example.com',
      regional_certificate_arn: outputOf('dns', 'certificates_rest_balancer_certificate_arn'),
    });
  });

  test('is behind a web ACL of its own', () => {
    const webAcl = service.all('aws_wafv2_web_acl').find(({ name }) => name === 'prod-api-rest');
    expect(webAcl).toMatchObject({ scope: 'REGIONAL' });
    expect(service.all('aws_wafv2_web_acl_association').map(({ resource_arn }) => resource_arn as string)).toContain(
      service.reference('aws_api_gateway_stage', 'arn'),
    );
  });

  test('has none for a reason', () => {
    const firewall = { off: true, reason: 'callers are partners with addresses of their own' };
    const without = stackOf(withRest({ firewall }), 'service');
    expect(without.none('aws_wafv2_web_acl_association')).toBe(true);
  });

  test('asks each request for a token and for a key', () => {
    for (const method of methods(withRestApi)) {
      expect(method).toMatchObject({ authorization: 'COGNITO_USER_POOLS', api_key_required: true });
    }
    expect(service.one('aws_api_gateway_authorizer').provider_arns).toEqual([outputOf('data', 'users_user_pool_arn')]);
    for (const method of methods(withRest({ usagePlans: {}, authorizer: { off: true, reason: 'for anybody' } }))) {
      expect(method).toMatchObject({ authorization: 'NONE', api_key_required: false });
    }
  });

  test('has a key for each caller, within the limits of its plan', () => {
    expect(
      service
        .all('aws_api_gateway_api_key')
        .map(({ name }) => name as string)
        .sort(),
    ).toEqual(['prod-rest-gold-acme', 'prod-rest-gold-globex']);
    expect(service.one('aws_api_gateway_usage_plan')).toMatchObject({
      throttle_settings: { rate_limit: 20, burst_limit: 40 },
      quota_settings: { limit: 100_000, period: 'DAY' },
    });
  });

  test('leads to functions, which it may invoke for its routes alone', () => {
    const permissions = service
      .all('aws_lambda_permission')
      .filter(({ source_arn }) => String(source_arn).includes('aws_api_gateway_rest_api'));
    expect(permissions.map(({ source_arn }) => String(source_arn).replace(/^.*\}/, '')).sort()).toEqual([
      '/*/GET/orders/*',
      '/*/POST/orders',
    ]);
  });

  test('leaves the HTTP APIs beside it as they are', () => {
    const names = (of: typeof withApis) => stackOf(of, 'service').all('aws_apigatewayv2_api');
    expect(names(withRestApi)).toEqual(names(withApis));
  });
});

describe('the account', () => {
  test('has the role that writes the logs of REST APIs, where there is one', () => {
    const account = stackOf(withRestApi, 'account');
    const role = account.all('aws_iam_role').find(({ name }) => name === 'prod-api-gateway-logs')!;
    expect(statements(role.assume_role_policy as string).Service!.Principal).toEqual({
      Service: 'apigateway.amazonaws.com',
    });
    expect(account.one('aws_api_gateway_account').cloudwatch_role_arn).toBeDefined();
    expect(stackOf(withApis, 'account').none('aws_api_gateway_account')).toBe(true);
    expect(stackOf(prod, 'account').none('aws_api_gateway_account')).toBe(true);
  });
});

test('what is there already is known how to be found', () => {
  const types = [...service.types(), ...stackOf(withRestApi, 'account').types()];
  expect(types.filter((type) => !Object.hasOwn(identities, type))).toEqual([]);
});

test('the review finds nothing wrong with it, nor with the flow to it', async () => {
  const facts = factsOfEnvironment(withRestApi);
  const findings = evaluate(await graphOfStacks(writtenStacks(withRestApi)), rules, () => facts);
  const its = findings.filter(({ address, rule }) => /[.]api-rest/.test(address) || rule.startsWith('reach/'));
  expect(its.filter(({ rule, status }) => rule.startsWith('api-gateway/') && status === 'pass').length).toBeGreaterThan(
    0,
  );
  expect(its.filter(({ status }) => status !== 'pass').map(({ rule, status }) => `${status} ${rule}`)).toEqual([]);
});
