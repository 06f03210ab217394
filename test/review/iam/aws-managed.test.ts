import { statSync } from 'node:fs';
import { actionsMatching } from '../../../review/iam/actions';
import { awsManagedPolicy, managedPoliciesAsOf } from '../../../review/iam/aws-managed';
import { identitiesIn } from '../../../review/iam/identities';
import { can } from '../../../review/iam/can';
import { graphOfHcl } from '../../../review/model/load';
import { Unknown } from '../../../review/model/value';

const arn = (path: string) => `arn:aws:iam::aws:policy/${path}`;
const statementsOf = (path: string) => {
  const document = awsManagedPolicy(arn(path))?.document;
  if (!document || document instanceof Unknown) throw new Error(`${path} is not known`);
  return document.statements;
};

describe("AWS's policies", () => {
  test('of common use are known by their published text', () => {
    const common = `
      AdministratorAccess PowerUserAccess IAMFullAccess AWSCodeDeployRoleForECS AmazonEKSClusterPolicy
      AmazonEKSWorkerNodePolicy AmazonEKS_CNI_Policy AmazonEC2ContainerRegistryReadOnly AmazonSSMManagedInstanceCore
      CloudWatchAgentServerPolicy AmazonEC2FullAccess AmazonS3FullAccess AWSLambda_FullAccess AWSDenyAll
      service-role/AWSLambdaBasicExecutionRole service-role/AWSLambdaVPCAccessExecutionRole
      service-role/AmazonECSTaskExecutionRolePolicy service-role/AWSCodeDeployRole service-role/AWSGlueServiceRole`;
    for (const path of common.trim().split(/\s+/)) expect(statementsOf(path).length).toBeGreaterThan(0);
    expect(managedPoliciesAsOf).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  test('are read with their resources and conditions', () => {
    expect(statementsOf('AWSCodeDeployRoleForECS')[1]).toEqual({
      effect: 'Allow',
      actions: ['iam:PassRole'],
      resources: ['*'],
      conditions: [
        {
          ...{ operator: 'StringLike', key: 'iam:PassedToService' },
          values: ['ecs-tasks.amazonaws.com'],
        },
      ],
    });
    expect(statementsOf('PowerUserAccess')[0]).toMatchObject({
      notActions: ['account:*', 'iam:*', 'organizations:*'],
      resources: ['*'],
    });
    expect(statementsOf('AWSDenyAll')).toEqual([{ effect: 'Deny', actions: ['*'], resources: ['*'], conditions: [] }]);
  });

  test('in China name the resources of China', () => {
    const document = awsManagedPolicy(
      'arn:aws-cn:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole',
    )?.document;
    expect(JSON.stringify(document)).toContain('arn:aws-cn:logs:');
    expect(JSON.stringify(document)).not.toContain('arn:aws:');
  });

  test('too long for the table allow at most what it says', () => {
    const { document, atMost } = awsManagedPolicy(arn('ReadOnlyAccess'))!;
    expect(document).toBeInstanceOf(Unknown);
    expect(atMost?.('s3:GetObject')).toBe(true);
    expect(atMost?.('s3:PutObject')).toBe(false);
    const configuration = awsManagedPolicy(arn('AmazonSageMakerCanvasFullAccess'))!;
    expect(configuration.atMost?.('sagemaker:CreateDomain')).toBe(true);
    expect(configuration.atMost?.('organizations:LeaveOrganization')).toBe(false);
    expect(configuration.atMost?.('iam:CreateUser')).toBe(false);
  });

  test('that the table does not have are not known, and of other accounts not AWS’s', () => {
    const later = awsManagedPolicy(arn('MadeAfterThisTable'));
    expect(later?.document).toBeInstanceOf(Unknown);
    expect(later?.atMost).toBeUndefined();
    expect(awsManagedPolicy('arn:aws:iam::111122223333:policy/AdministratorAccess')).toBeUndefined();
  });

  test('take less than 300 KB, and name actions that AWS has', () => {
    expect(statSync('review/iam/aws-managed-policies.json').size).toBeLessThan(300_000);
    const actions = statementsOf('AmazonEKSClusterPolicy').flatMap(({ actions = [] }) => actions);
    expect(actions.filter((action) => actionsMatching(String(action)).length === 0)).toEqual([]);
  });
});

describe('a policy whose text is not known', () => {
  const node = (attached: string, statements: string) => `
    resource "aws_iam_role" "node" {
      name                = "node"
      assume_role_policy  = jsonencode({ Version = "2012-10-17", Statement = [] })
      managed_policy_arns = ["${attached}"]
      inline_policy {
        name   = "dns"
        policy = jsonencode({ Version = "2012-10-17", Statement = [${statements}] })
      }
    }`;
  const allows = '{ Effect = "Allow", Action = "route53:ChangeResourceRecordSets", Resource = "*" }';
  const elsewhere = 'arn:aws:iam::111122223333:policy/elsewhere';
  const decide = async (hcl: string, action = 'route53:ChangeResourceRecordSets') => {
    const graph = await graphOfHcl(hcl);
    return can(graph, identitiesIn(graph)[0]!, action, '*')[0]!.decision;
  };

  test('hides no statement that allows: it could only deny', async () => {
    expect(await decide(node(elsewhere, allows))).toMatchObject({
      result: 'allowed',
      by: { policy: { name: 'dns' } },
      unless: `the text of ${elsewhere}, which is not in the input`,
    });
  });

  test('may allow what nothing else allows', async () => {
    expect(await decide(node(elsewhere, allows), 'sqs:SendMessage')).toMatchObject({ result: 'unknown' });
  });

  test('hides no statement that denies', async () => {
    const denies = allows.replace('"Allow"', '"Deny"');
    expect(await decide(node(elsewhere, denies))).toMatchObject({ result: 'denied', by: { policy: { name: 'dns' } } });
  });

  test('leaves a Deny that depends on something to what it depends on', async () => {
    const denies = `{ Effect = "Deny", Action = "route53:*", Resource = "*", Condition = { IpAddress = { "aws:SourceIp" = "203.0.113.0/24" } } }`;
    const decision = await decide(node(elsewhere, `${allows}, ${denies}`));
    expect(decision).toMatchObject({ result: 'unknown', by: { statement: { effect: 'Deny' } } });
  });

  test("of AWS's own, one that the table has is no caveat at all", async () => {
    const known = await decide(node('arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy', allows));
    expect(known).toMatchObject({ result: 'allowed' });
    expect(known).not.toHaveProperty('unless');
  });
});
