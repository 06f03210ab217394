import type { StackInput } from '../policies/model/load';

/** Stacks of so many resources together, that refer to each other within a stack and across: what a graph is measured on. */
export function manyStacks(resources: number, stacks = 5): StackInput[] {
  const each = Math.ceil(resources / stacks / 4);
  return Array.from({ length: stacks }, (_, index) => stackOf(index, each));
}

function stackOf(index: number, groups: number): StackInput {
  const names = Array.from({ length: groups }, (_, group) => `${index}-${group}`);
  const blocks = (block: (name: string) => object) =>
    Object.fromEntries(names.map((name) => [`r${name}`, block(name)]));
  const vpc = index === 0 ? 'vpc-1' : '${data.terraform_remote_state.first.outputs.o0}';
  const json = {
    terraform: { backend: { local: { path: `s${index}` } } },
    provider: { aws: [{ region: 'eu-west-1', allowed_account_ids: ['111122223333'] }] },
    data: { terraform_remote_state: { first: { backend: 'local', config: { path: 's0' } } } },
    resource: {
      aws_security_group: blocks((name) => ({ name, vpc_id: vpc, tags: { Name: name } })),
      aws_vpc_security_group_ingress_rule: blocks((name) => ({
        security_group_id: `\${aws_security_group.r${name}.id}`,
        ...{ cidr_ipv4: '10.0.0.0/8', from_port: 443, to_port: 443, ip_protocol: 'tcp' },
      })),
      aws_s3_bucket: blocks((name) => ({ bucket: `bucket-${name}` })),
      aws_iam_policy: blocks((name) => ({ name, policy: policyOn(`\${aws_s3_bucket.r${name}.arn}`) })),
    },
    output: Object.fromEntries(
      names.map((name, group) => [`o${group}`, { value: `\${aws_security_group.r${name}.id}` }]),
    ),
  };
  return { name: `s${index}`, file: `stacks/s${index}/cdk.tf.json`, json };
}

function policyOn(arn: string): string {
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: [arn, `${arn}/*`] }] });
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
