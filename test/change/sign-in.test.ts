import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate';
import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import type { TerraformStack } from 'cdktf';
import { LoadBalancer } from '../../modules/load-balancer';
import { TargetGroup } from '../../modules/target-group';
import { UserPool } from '../../modules/user-pool';
import { Life, kinds, type Change } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };
const optOuts = { deletionProtection: off };
const zones = ['eu-west-1a', 'eu-west-1b'];

/** A balancer that forwards one host to a pair of target groups, for people who signed in by a client or for everybody. */
const application =
  (client?: 'office' | 'desk') =>
  (stack: TerraformStack): void => {
    const vpc = new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16' });
    const ids = zones.map((availabilityZone, index) => {
      const subnet = new Subnet(stack, availabilityZone, {
        ...{ vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24`, availabilityZone },
      });
      return [availabilityZone, subnet.id];
    });
    const subnets = Object.fromEntries(ids);
    const network = {
      ...{ vpcId: vpc.id, cidr: '10.0.0.0/16', subnetIds: { public: subnets, private: subnets, data: subnets } },
    };
    const domainName = 'office.example.com';
    const { arn: certificateArn } = new AcmCertificate(stack, 'certificate', { domainName, validationMethod: 'DNS' });
    const { bucket: bucketName, arn: bucketArn } = new S3Bucket(stack, 'logs', { bucket: 'example-logs' });
    const callbackUrls = [`https://${domainName}/oauth2/idpresponse`];
    const users = new UserPool(stack, 'users', {
      ...{ name: 'prod-shop', region, email: off, domain: { prefix: 'prod-shop' }, alarms: { topic }, optOuts },
      signIn: { selfSignUp: false, mfa: 'required' },
      clients: { office: { callbackUrls, usedBy: 'balancer' }, desk: { callbackUrls, usedBy: 'balancer' } },
    });
    const group = (name: string) =>
      new TargetGroup(stack, name, {
        ...{ name, network, port: 8080, targetType: 'ip', healthCheck: { path: '/readyz' }, alarms: { topic } },
      });
    const target = { blue: group('blue'), green: group('green') };
    const balancer = new LoadBalancer(stack, 'balancer', {
      ...{ name: 'prod', account, region, network, reachedFrom: 'internet', certificate: { certificateArn } },
      ...{ logs: { bucketName, bucketArn }, alarms: { topic }, optOuts },
    });
    balancer.addHost('office', {
      ...{ host: domainName, target, ...(client && { signIn: { by: users.authenticateCognito(client) } }) },
    });
  };

describeWithTerraform('a host with sign-in, in front of a pair of target groups', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    const ask = async (action: string, parameters: Record<string, string> = {}) => {
      const { status, text } = await life.emulator.api(region).query('elasticloadbalancing', action, parameters);
      if (status !== 200) throw new Error(`${action}: ${status} ${text}`);
      return text;
    };
    const each = (name: string, xml: string) =>
      [...xml.matchAll(new RegExp(`<${name}>([^<]+)</${name}>`, 'g'))].map(([, text]) => text!);
    const one = (name: string, xml: string) => each(name, xml)[0] ?? '';
    const hostRule = async () => {
      const LoadBalancerArn = one('LoadBalancerArn', await ask('DescribeLoadBalancers'));
      const listeners = each('ListenerArn', await ask('DescribeListeners', { LoadBalancerArn }));
      const rules = await Promise.all(listeners.map((ListenerArn) => ask('DescribeRules', { ListenerArn })));
      return rules.flatMap((xml) => xml.split('<RuleArn>')).find((xml) => xml.includes('office.example.com'))!;
    };
    const groupOf = (name: string, rule: string) =>
      each('TargetGroupArn', rule).find((arn) => arn.includes(`/${name}-`))!;

    /** What a deployment does: all requests go to the second group. */
    const release = async ({ isWeighted, isSigned }: { isWeighted: boolean; isSigned: boolean }) => {
      const rule = await hostRule();
      const [RuleArn = ''] = rule.split('<');
      const [first, last] = ['Actions.member.1', `Actions.member.${isSigned ? 2 : 1}`];
      const config = ['UserPoolArn', 'UserPoolClientId', 'UserPoolDomain', 'SessionCookieName', 'Scope'].map((name) => [
        ...[`${first}.AuthenticateCognitoConfig.${name}`, one(name, rule)],
      ]);
      const groups = ['blue', 'green'].flatMap((name, index) => [
        [`${last}.ForwardConfig.TargetGroups.member.${index + 1}.TargetGroupArn`, groupOf(name, rule)],
        [`${last}.ForwardConfig.TargetGroups.member.${index + 1}.Weight`, name === 'green' ? '100' : '0'],
      ]);
      await ask('ModifyRule', {
        RuleArn,
        ...(isSigned && {
          ...{ [`${first}.Type`]: 'authenticate-cognito', [`${first}.Order`]: '1' },
          ...Object.fromEntries(config),
          [`${first}.AuthenticateCognitoConfig.SessionTimeout`]: '43200',
          [`${first}.AuthenticateCognitoConfig.OnUnauthenticatedRequest`]: 'authenticate',
        }),
        ...{ [`${last}.Type`]: 'forward', [`${last}.Order`]: isSigned ? '2' : '1' },
        ...(isWeighted ? Object.fromEntries(groups) : { [`${last}.TargetGroupArn`]: groupOf('green', rule) }),
      });
    };
    const actionsAfter = ([change]: readonly Change[]): any => change?.after?.action;
    const weights = ({ forward }: any) =>
      Object.fromEntries(
        forward[0].target_group.map(({ arn, weight }: any) => [/targetgroup\/(\w+)-/.exec(arn)![1], weight]),
      );

    test('plans no change after it was applied, nor after requests moved to the other group', async () => {
      await life.apply(application('office'));
      expect(kinds(await life.plan(application('office')))).toEqual([]);
      await release({ isWeighted: true, isSigned: true });
      expect(kinds(await life.plan(application('office')))).toEqual([]);
    });

    test('signs people in by another client in place, and leaves requests where they are', async () => {
      const changes = await life.plan(application('desk'));
      expect(kinds(changes)).toEqual(['update aws_lb_listener_rule']);
      const [before] = changes[0]!.before!.action as any;
      const [signIn, forward] = actionsAfter(changes);
      expect(signIn.authenticate_cognito[0].user_pool_client_id).not.toBe(
        before.authenticate_cognito[0].user_pool_client_id,
      );
      expect(weights(forward)).toEqual({ blue: 0, green: 100 });
    });

    test('is for everybody again once the pipeline wrote the rule so, whichever way it writes one group', async () => {
      await release({ isWeighted: true, isSigned: false });
      expect(kinds(await life.plan(application()))).toEqual(['delete aws_vpc_security_group_egress_rule']);
      await life.apply(application());
      await release({ isWeighted: false, isSigned: false });
      expect(kinds(await life.plan(application()))).toEqual([]);
    });

    test('is for those who signed in again, with all requests at the first group', async () => {
      const changes = await life.plan(application('desk'));
      expect(kinds(changes).sort()).toEqual([
        'create aws_vpc_security_group_egress_rule',
        'update aws_lb_listener_rule',
      ]);
      const [signIn, forward] = actionsAfter(changes.filter(({ type }) => type === 'aws_lb_listener_rule'));
      expect(signIn.type).toBe('authenticate-cognito');
      expect(weights(forward)).toEqual({ blue: 100, green: 0 });
    });
  });
});
