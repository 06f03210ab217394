import { editJson, textOf } from '../answer';
import { withForm, type Call } from '../call';
import type { Fault } from '../fault';

export const tagging = (account: string): Fault[] => [ec2Resources(account)];

/** What moto's EC2 calls a type of resource: what its ARN has in AWS, and what lists those that exist. */
const kinds: Readonly<Record<string, { readonly arn: string; readonly list: string }>> = {
  'flow-logs': { arn: 'vpc-flow-log', list: 'DescribeFlowLogs' },
  'launch-template': { arn: 'launch-template', list: 'DescribeLaunchTemplates' },
  'network-acl': { arn: 'network-acl', list: 'DescribeNetworkAcls' },
  'security-group-rule': { arn: 'security-group-rule', list: 'DescribeSecurityGroupRules' },
  'vpc-elastic-ip': { arn: 'elastic-ip', list: 'DescribeAddresses' },
  'vpc-endpoint': { arn: 'vpc-endpoint', list: 'DescribeVpcEndpoints' },
};

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

function ec2Resources(account: string): Fault {
  return {
    service: 'tagging',
    fault: 'lists only some types of EC2 resources, and flow logs under a name of its own',
    answers: {
      GetResources: async (call, next) => {
        const ask = async (action: string) => (await next(ec2Call(call, action))).body.toString();
        const tags = tagsByResource(await ask('DescribeTags'));
        const lists = await Promise.all(Object.values(kinds).map(({ list }) => ask(list)));
        const vpcs = await ask('DescribeVpcs');
        // moto keeps the tags of what was deleted, endpoints as deleted, and the default network ACL of a VPC that is
        // gone, with the associations of subnets that are gone.
        const existing = lists.join('').replace(deletedEndpoint, '');
        const vpcOfAcl = new Map([...existing.matchAll(aclOfVpc)].map(([, acl, vpc]) => [acl, vpc]));
        const exists = (id: string) =>
          existing.includes(`>${id}<`) && (!vpcOfAcl.has(id) || vpcs.includes(`>${vpcOfAcl.get(id)}<`));
        const listed = [...tags].flatMap(([id, { kind, Tags }]) => {
          const ResourceARN = `arn:aws:ec2:${call.region}:${account}:${kind}/${id}`;
          return exists(id) && passes(Tags, call.json.TagFilters ?? []) ? [{ ResourceARN, Tags }] : [];
        });
        return editJson(await next(call), (answer) => {
          const others = answer.ResourceTagMappingList.filter(
            ({ ResourceARN }: any) => !/:flow-logs\//.test(ResourceARN),
          );
          // On the last page.
          answer.ResourceTagMappingList = answer.PaginationToken ? others : [...others, ...listed];
        });
      },
    },
    isThere: async (moto) => {
      await moto.query('ec2', 'AllocateAddress', {
        Domain: 'vpc',
        'TagSpecification.1.ResourceType': 'elastic-ip',
        'TagSpecification.1.Tag.1.Key': 'listed',
        'TagSpecification.1.Tag.1.Value': 'yes',
      });
      const { text } = await moto.json('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources');
      return !text.includes(':elastic-ip/');
    },
  };
}

const deletedEndpoint = /<vpcEndpointId>[^<]+<\/vpcEndpointId>(?:(?!<vpcEndpointId>)[\s\S])*?<state>deleted<\/state>/g;

const aclOfVpc = /<networkAclId>([^<]+)<\/networkAclId>(?:(?!<networkAclId>|<vpcId>)[\s\S])*<vpcId>([^<]+)<\/vpcId>/g;

function tagsByResource(described: string): Map<string, { kind: string; Tags: Tag[] }> {
  const found = new Map<string, { kind: string; Tags: Tag[] }>();
  for (const [item] of described.matchAll(/<item>[\s\S]*?<\/item>/g)) {
    const kind = kinds[textOf('resourceType', item) ?? '']?.arn;
    const id = textOf('resourceId', item) ?? '';
    if (!kind) continue;
    const { Tags } = found.get(id) ?? { Tags: [] };
    const tag = { Key: textOf('key', item) ?? '', Value: textOf('value', item) ?? '' };
    found.set(id, { kind, Tags: [...Tags, tag] });
  }
  return found;
}

function passes(tags: readonly Tag[], filters: readonly any[]): boolean {
  return filters.every(({ Key, Values = [] }) =>
    tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value))),
  );
}

function ec2Call(call: Call, action: string): Call {
  const { 'x-amz-target': _target, ...kept } = call.headers;
  const authorization = call.headers.authorization?.replace('/tagging/', '/ec2/');
  const headers = { ...kept, authorization, 'content-type': 'application/x-www-form-urlencoded' };
  return withForm({ ...call, service: 'ec2', action, headers }, (form) => {
    form.set('Action', action);
    form.set('Version', '2016-11-15');
  });
}
