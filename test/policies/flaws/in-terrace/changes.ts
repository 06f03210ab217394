import { add, editPolicy, referenceTo, resource, type Stacks } from '../terrace';

/** The stacks that flaws are put into. */
export const network = 'prod-network';
export const data = 'prod-data';
export const account = 'prod-account';

export const anyone = { Sid: 'Flaw', Effect: 'Allow', Principal: '*' };

/** Opens a port of the bastion's group. */
export const opening = (rule: object) => (stacks: Stacks) =>
  add(stacks, network, 'aws_vpc_security_group_ingress_rule', {
    security_group_id: `\${${referenceTo(stacks, network, 'aws_security_group', 'bastion/security-group/security-group')}.id}`,
    description: 'A flaw, for a test.',
    ip_protocol: 'tcp',
    ...rule,
  });

/** The bastion's role. */
export const role = (stacks: Stacks) => referenceTo(stacks, network, 'aws_iam_role', 'bastion/role/role');

/** Grants the bastion's role something. */
export const granting = (statement: object) => (stacks: Stacks) =>
  add(stacks, network, 'aws_iam_role_policy', {
    name: 'flaw',
    role: `\${${role(stacks)}.name}`,
    policy: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }),
  });

/** Lets somebody become the bastion's role. */
export const trusting = (statement: object) => (stacks: Stacks) =>
  editPolicy(resource(stacks, network, 'aws_iam_role', 'bastion/role/role'), 'assume_role_policy', (statements) =>
    statements.push({ Sid: 'Flaw', Effect: 'Allow', ...statement }),
  );
