import { editJson, textOf } from '../answer';
import { withForm, type Call } from '../call';
import type { Fault } from '../fault';

export const tagging = (account: string): Fault[] => [ec2Resources(account)];

/** What moto's EC2 calls a type of resource, and what its ARN has in AWS. */
const kinds: Readonly<Record<string, string>> = {
  'flow-logs': 'vpc-flow-log',
  'launch-template': 'launch-template',
  'network-acl': 'network-acl',
  'security-group-rule': 'security-group-rule',
  'vpc-elastic-ip': 'elastic-ip',
  'vpc-endpoint': 'vpc-endpoint',
};

function ec2Resources(account: string): Fault {
  return {
    service: 'tagging',
    fault: 'lists only some types of EC2 resources, and flow logs under a name of its own',
    answers: {
      GetResources: async (call, next) => {
        const { body } = await next(describeTags(call));
        const prefix = `arn:aws:ec2:${call.region}:${account}`;
        const tags = new Map<string, { Key: string; Value: string }[]>();
        for (const [item] of body.toString().matchAll(/<item>[\s\S]*?<\/item>/g)) {
          const kind = kinds[textOf('resourceType', item) ?? ''];
          const arn = `${prefix}:${kind}/${textOf('resourceId', item)}`;
          const tag = { Key: textOf('key', item) ?? '', Value: textOf('value', item) ?? '' };
          if (kind) tags.set(arn, [...(tags.get(arn) ?? []), tag]);
        }
        return editJson(await next(call), (answer) => {
          // On the last page.
          if (answer.PaginationToken) tags.clear();
          const listed = [...tags].map(([ResourceARN, Tags]) => ({ ResourceARN, Tags }));
          answer.ResourceTagMappingList = [
            ...answer.ResourceTagMappingList.filter(({ ResourceARN }: any) => !/:flow-logs\//.test(ResourceARN)),
            ...listed.filter(({ Tags }) => passes(Tags, call.json.TagFilters ?? [])),
          ];
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

function passes(tags: readonly { Key: string; Value: string }[], filters: readonly any[]): boolean {
  return filters.every(({ Key, Values = [] }) =>
    tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value))),
  );
}

function describeTags(call: Call): Call {
  const { 'x-amz-target': _target, ...kept } = call.headers;
  const authorization = call.headers.authorization?.replace('/tagging/', '/ec2/');
  const headers = { ...kept, authorization, 'content-type': 'application/x-www-form-urlencoded' };
  return withForm({ ...call, service: 'ec2', action: 'DescribeTags', headers }, (form) => {
    form.set('Action', 'DescribeTags');
    form.set('Version', '2016-11-15');
  });
}
