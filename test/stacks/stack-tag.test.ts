import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { Instance } from '@cdktf/provider-aws/lib/instance';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { S3Object, type S3ObjectConfig } from '@cdktf/provider-aws/lib/s3-object';
import { Vpc, type VpcConfig } from '@cdktf/provider-aws/lib/vpc';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { TerraformStack, TerraformVariable, Testing } from 'cdktf';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { taggable } from '../../policies/rules/support/taggable';
import { tagStack } from '../../stacks/stack-tag';
import { Synthesized } from '../support/synth';

/** A stack `data` that holds what `make` makes. */
function synthesized(make: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app(), 'data');
  tagStack(stack, 'data');
  make(stack);
  return new Synthesized(JSON.parse(Testing.synth(stack)));
}
const vpc = (config: Partial<VpcConfig>) =>
  synthesized((stack) => new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16', ...config })).one('aws_vpc').tags;
const object = (config: Partial<S3ObjectConfig>) =>
  synthesized((stack) => new S3Object(stack, 'object', { bucket: 'b', key: 'k', ...config })).one('aws_s3_object').tags;

describe('the tag of the stack', () => {
  test('is on a resource without tags, beside its own, and yields to its own', () => {
    expect(vpc({})).toEqual({ stack: 'data' });
    expect(vpc({ tags: { Name: 'main' } })).toEqual({ stack: 'data', Name: 'main' });
    expect(vpc({ tags: { stack: 'shared' } })).toEqual({ stack: 'shared' });
  });

  test('is added by Terraform where the tags are a reference', () => {
    const { json } = synthesized((stack) => {
      const { value } = new TerraformVariable(stack, 'tags', { type: 'map(string)' });
      new Vpc(stack, 'vpc', { cidrBlock: '10.0.0.0/16', tags: value });
    });
    expect(json.resource.aws_vpc.vpc.tags).toBe('${merge({"stack" = "data"}, var.tags)}');
  });

  test('is on resources of the plugin framework too', () => {
    const rule = synthesized(
      (stack) =>
        new VpcSecurityGroupIngressRule(stack, 'rule', { securityGroupId: 'sg-1', ipProtocol: 'tcp', fromPort: 443 }),
    ).one('aws_vpc_security_group_ingress_rule');
    expect(rule.tags).toEqual({ stack: 'data' });
  });

  test('is on the volumes that an instance declares, unless it tags its volumes itself', () => {
    const instance = (volumeTags?: Record<string, string>) =>
      synthesized(
        (stack) =>
          new Instance(stack, 'instance', {
            ...(volumeTags && { volumeTags }),
            rootBlockDevice: { encrypted: true },
            ebsBlockDevice: [{ deviceName: '/dev/sdf', tags: { Name: 'data' } }],
          }),
      ).one('aws_instance');
    expect(instance()).toMatchObject({
      tags: { stack: 'data' },
      root_block_device: { encrypted: true, tags: { stack: 'data' } },
      ebs_block_device: [{ device_name: '/dev/sdf', tags: { stack: 'data', Name: 'data' } }],
    });
    const tagged = instance({ Name: 'web' });
    expect(tagged.tags).toEqual({ stack: 'data' });
    expect(tagged.root_block_device).not.toHaveProperty('tags');
    expect(tagged.ebs_block_device).toEqual([{ device_name: '/dev/sdf', tags: { Name: 'data' } }]);
  });

  test('is not on an object that replaces the default tags: S3 allows ten', () => {
    expect(object({})).toEqual({ stack: 'data' });
    expect(object({ overrideProvider: { defaultTags: { tags: {} } } })).toBeUndefined();
  });

  test('is not where default tags do not reach', () => {
    const { json } = synthesized((stack) => {
      new AutoscalingGroup(stack, 'group', { minSize: 1, maxSize: 1, tag: [] });
      new LaunchTemplate(stack, 'template', { tagSpecifications: [{ resourceType: 'volume', tags: { a: 'b' } }] });
      new DataAwsVpc(stack, 'read', { default: true });
    });
    expect(json.resource.aws_autoscaling_group.group).not.toHaveProperty('tags');
    expect(json.resource.aws_launch_template.template).toMatchObject({
      tags: { stack: 'data' },
      tag_specifications: [{ resource_type: 'volume', tags: { a: 'b' } }],
    });
    expect(json.data.aws_vpc.read).not.toHaveProperty('tags');
  });
});

// The provider applies default tags to the types whose schema has `tags_all`.
test('every class of the provider with tags and tags_all is tagged, and no other', () => {
  const lib = join(dirname(require.resolve('@cdktf/provider-aws/package.json')), 'lib');
  const tagged = readdirSync(lib)
    .filter((folder) => !folder.startsWith('data-aws') && !folder.includes('.'))
    .map((folder) => readFileSync(join(lib, folder, 'index.d.ts'), 'utf8'))
    .map((text) => /\n(?:export )?declare class \w+ extends cdktf\.TerraformResource \{[^]*?\n\}/.exec(text)?.[0] ?? '')
    .filter((text) => /get tagsInput\(\)/.test(text) && /get tagsAll\(\)/.test(text))
    .map((text) => /static readonly tfResourceType = "(\w+)"/.exec(text)?.[1]);
  expect(tagged.sort()).toEqual([...taggable].sort());
});
