import { editJson, json, jsonError } from '../answer';
import type { Fault } from '../fault';

export const route53Resolver = (): Fault[] => [queryLogConfigs()];

/** What of a network's query log moto lacks: its end, and its tags. */
function queryLogConfigs(): Fault {
  const tags = new Map<string, { readonly Key: string; readonly Value: string }[]>();
  /** Associations by what they join, until they are gone. */
  const associations = new Map<string, string>();
  const gone = new Set<string>();
  const joined = ({ ResolverQueryLogConfigId: config, ResourceId: resource }: Record<string, any>) =>
    `${config} ${resource}`;
  const notFound = (id: string) => jsonError('ResourceNotFoundException', `${id} does not exist`);
  return {
    service: 'route53resolver',
    fault: 'cannot end or tag a query logging configuration',
    answers: {
      CreateResolverQueryLogConfig: async (call, next) =>
        editJson(await next(call), ({ ResolverQueryLogConfig: { Arn } }) => tags.set(Arn, call.json.Tags ?? [])),
      AssociateResolverQueryLogConfig: async (call, next) =>
        editJson(await next(call), ({ ResolverQueryLogConfigAssociation: { Id } }) =>
          associations.set(joined(call.json), Id),
        ),
      DisassociateResolverQueryLogConfig: (call) => {
        const Id = associations.get(joined(call.json));
        if (!Id) return notFound(joined(call.json));
        associations.delete(joined(call.json));
        gone.add(Id);
        return json({ ResolverQueryLogConfigAssociation: { Id, Status: 'DELETING' } });
      },
      DeleteResolverQueryLogConfig: ({ json: { ResolverQueryLogConfigId: Id } }) => {
        const isUsed = [...associations.keys()].some((pair) => pair.startsWith(`${Id} `));
        if (isUsed) return jsonError('InvalidRequestException', `${Id} is associated with a VPC`);
        gone.add(Id);
        return json({ ResolverQueryLogConfig: { Id, Status: 'DELETING' } });
      },
      GetResolverQueryLogConfig: (call, next) => {
        const { ResolverQueryLogConfigId: id } = call.json;
        return gone.has(id) ? notFound(id) : next(call);
      },
      GetResolverQueryLogConfigAssociation: (call, next) => {
        const { ResolverQueryLogConfigAssociationId: id } = call.json;
        return gone.has(id) ? notFound(id) : next(call);
      },
      ListTagsForResource: (call, next) => {
        const known = tags.get(call.json.ResourceArn);
        return known ? json({ Tags: known }) : next(call);
      },
      TagResource: (call, next) => {
        const { ResourceArn, Tags } = call.json;
        const known = tags.get(ResourceArn);
        if (!known) return next(call);
        const isNew = ({ Key }: { readonly Key: string }) => !Tags.some((tag: { Key: string }) => tag.Key === Key);
        tags.set(ResourceArn, [...known.filter(isNew), ...Tags]);
        return json({});
      },
      UntagResource: (call, next) => {
        const { ResourceArn, TagKeys } = call.json;
        const known = tags.get(ResourceArn);
        if (!known) return next(call);
        tags.set(
          ResourceArn,
          known.filter(({ Key }) => !TagKeys.includes(Key)),
        );
        return json({});
      },
    },
    isThere: async (moto) => {
      const asked = { Name: 'logs', DestinationArn: 'arn:aws:s3:::logs', CreatorRequestId: 'a' };
      const made = await moto.json('route53resolver', 'Route53Resolver.CreateResolverQueryLogConfig', asked);
      const { Arn } = JSON.parse(made.text).ResolverQueryLogConfig;
      const found = await moto.json('route53resolver', 'Route53Resolver.ListTagsForResource', { ResourceArn: Arn });
      return found.status === 400;
    },
  };
}
