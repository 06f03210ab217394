import { resourcePolicyTypes } from '../../../review/iam/resource-policy-types';

/**
 * What a policy is for: `identity` grants to the identity it is attached to; `resource` defines who may use the resource; `trust`, who may
 * assume a role; `boundary` and `endpoint` only limit what others grant.
 */
export type PolicyKind = 'identity' | 'resource' | 'trust' | 'boundary' | 'endpoint';

/** The attributes that hold a policy, by kind and type of resource. */
export const policyAttributes: Readonly<Record<Exclude<PolicyKind, 'boundary'>, Readonly<Record<string, string>>>> = {
  identity: {
    aws_iam_policy: 'policy',
    aws_iam_role_policy: 'policy',
    aws_iam_user_policy: 'policy',
    aws_iam_group_policy: 'policy',
    aws_iot_policy: 'policy',
    aws_ssoadmin_permission_set_inline_policy: 'inline_policy',
  },
  trust: { aws_iam_role: 'assume_role_policy' },
  endpoint: { aws_vpc_endpoint: 'policy', aws_vpc_endpoint_policy: 'policy' },
  resource: Object.fromEntries(
    Object.entries(resourcePolicyTypes)
      .filter(([type]) => type !== 'aws_iam_role')
      .map(([type, { policy }]) => [type, policy]),
  ),
};

/** The types of resources that have a policy of some kinds. */
export function carriersOf(...kinds: readonly Exclude<PolicyKind, 'boundary'>[]): readonly string[] {
  const types = kinds.flatMap((kind) => Object.keys(policyAttributes[kind]));
  return [...new Set(kinds.includes('identity') ? [...types, 'aws_iam_role'] : types)];
}
