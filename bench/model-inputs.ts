import type { StackInput } from '../review/model/load';

type Blocks = Record<string, Record<string, object>>;

/**
 * Stacks of so many resources together, of the types that most rules look at, that refer to each other within a stack
 * and across: what the graph, the rules and the reports are measured on.
 */
export function manyStacks(resources: number, stacks = 5): StackInput[] {
  const perGroup = Object.values(group('0', 0)).flatMap(Object.values).length;
  const groups = Math.ceil(resources / stacks / perGroup);
  return Array.from({ length: stacks }, (_, index) => stackOf(index, groups));
}

function stackOf(index: number, groups: number): StackInput {
  const names = Array.from({ length: groups }, (_, group) => `${index}-${group}`);
  const json = {
    terraform: { backend: { local: { path: `s${index}` } } },
    provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['111122223333'] }] },
    data: { terraform_remote_state: { first: { backend: 'local', config: { path: 's0' } } } },
    resource: merged([...(index === 0 ? [network()] : []), ...names.map((name) => group(name, index))]),
    output: {
      ...(index === 0 && { vpc: { value: '${aws_vpc.main.id}' }, subnet: { value: '${aws_subnet.main.id}' } }),
      ...Object.fromEntries(names.map((name, at) => [`o${at}`, { value: `\${aws_security_group.r${name}.id}` }])),
    },
  };
  return { name: `s${index}`, environment: 'many', file: `stacks/s${index}/cdk.tf.json`, json };
}

function network(): Blocks {
  return {
    aws_vpc: { main: { cidr_block: '10.0.0.0/8' } },
    aws_subnet: { main: { vpc_id: '${aws_vpc.main.id}', cidr_block: '10.0.0.0/16' } },
    aws_internet_gateway: { main: { vpc_id: '${aws_vpc.main.id}' } },
    aws_route_table: { main: { vpc_id: '${aws_vpc.main.id}' } },
    aws_route_table_association: {
      main: { subnet_id: '${aws_subnet.main.id}', route_table_id: '${aws_route_table.main.id}' },
    },
  };
}

/** A server with its security group and role, and a bucket that the role may read. */
function group(name: string, stack: number): Blocks {
  const r = `r${name}`;
  const published = (output: string) => `\${data.terraform_remote_state.first.outputs.${output}}`;
  const vpc_id = stack === 0 ? '${aws_vpc.main.id}' : published('vpc');
  const subnet_id = stack === 0 ? '${aws_subnet.main.id}' : published('subnet');
  const security_group_id = `\${aws_security_group.${r}.id}`;
  const https = { from_port: 443, to_port: 443, ip_protocol: 'tcp', description: 'HTTPS' };
  const bucket = `\${aws_s3_bucket.${r}.id}`;
  const role = `\${aws_iam_role.${r}.name}`;
  const read = documentOf({ Action: 's3:Get*', Resource: [`\${aws_s3_bucket.${r}.arn}/*`] });
  return {
    aws_security_group: { [r]: { name, vpc_id, tags: { Name: name } } },
    aws_vpc_security_group_ingress_rule: {
      [`${r}-cidr`]: { security_group_id, cidr_ipv4: '10.0.0.0/8', ...https },
      [`${r}-self`]: { security_group_id, referenced_security_group_id: security_group_id, ...https },
    },
    aws_vpc_security_group_egress_rule: { [r]: { security_group_id, cidr_ipv4: '0.0.0.0/0', ...https } },
    aws_s3_bucket: { [r]: { bucket: `bucket-${name}` } },
    aws_s3_bucket_versioning: { [r]: { bucket, versioning_configuration: { status: 'Enabled' } } },
    aws_s3_bucket_public_access_block: { [r]: { bucket, block_public_acls: true, block_public_policy: true } },
    aws_s3_bucket_policy: { [r]: { bucket, policy: documentOf(tlsOnly(`\${aws_s3_bucket.${r}.arn}`)) } },
    aws_iam_role: { [r]: { name: `role-${name}`, assume_role_policy: documentOf(byServers) } },
    aws_iam_role_policy: { [r]: { name, role, policy: read } },
    aws_iam_policy: { [r]: { name: `policy-${name}`, policy: read } },
    aws_iam_role_policy_attachment: { [r]: { role, policy_arn: `\${aws_iam_policy.${r}.arn}` } },
    aws_iam_instance_profile: { [r]: { role } },
    aws_instance: {
      [r]: {
        ...{ ami: 'ami-1', instance_type: 't4g.nano', subnet_id, vpc_security_group_ids: [security_group_id] },
        ...{ iam_instance_profile: `\${aws_iam_instance_profile.${r}.name}`, metadata_options: [{}] },
      },
    },
  };
}

const byServers = { Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } };

function tlsOnly(arn: string) {
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  return { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [arn, `${arn}/*`], Condition };
}

function documentOf(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}

function merged(all: readonly Blocks[]): Blocks {
  const whole: Blocks = {};
  for (const blocks of all) {
    for (const [type, named] of Object.entries(blocks)) Object.assign((whole[type] ??= {}), named);
  }
  return whole;
}

/** HCL of so many resources, with variables, functions and references. */
export function manyHcl(resources: number): string {
  const head = 'variable "env" {\n  default = "dev"\n}\nlocals {\n  cidr = "10.0.0.0/8"\n}\n';
  const pairs = Array.from(
    { length: Math.ceil(resources / 2) },
    (_, index) => `resource "aws_s3_bucket" "b${index}" {
  bucket = "x-\${var.env}-${index}"
  tags   = merge({ a = var.env }, { n = format("%05d", ${index}) })
}
resource "aws_subnet" "s${index}" {
  cidr_block = cidrsubnet(local.cidr, 16, ${index})
  tags       = { bucket = aws_s3_bucket.b${index}.arn }
}
`,
  );
  return head + pairs.join('');
}
