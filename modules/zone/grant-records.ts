import type { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, list, matching } from '../props';
import { isInZone, recordName } from './domain-name';

/** A zone and its ARN: what a grant names. */
interface Granting {
  readonly zoneName: string;
  readonly zoneArn: string;
}

const grantRecordsProps = {
  name: matching(/^[A-Za-z0-9-]{1,64}$/, 'up to 64 letters, digits and hyphens', { structure: true }),
  role: roleRef,
  names: list('names', recordName, { min: 1, max: 100 }),
};

/**
 * Lets `role` write records of these names, whatever their type, and no other (Route 53 developer guide, "Using IAM policy conditions for
 * fine-grained access control").
 */
export function grantRecords(
  scope: Construct,
  { zoneName, zoneArn }: Granting,
  name: string,
  role: RoleRef,
  names: readonly string[],
): void {
  checkProps(scope, grantRecordsProps, { name, role, names });
  const outside = names.find((one) => !isInZone(one, zoneName));
  assertProp(scope, 'names', outside === undefined, `names in the zone ${zoneName}`, outside);
  grant(scope, `records-${zoneName}-${name}`, role, [
    {
      Sid: 'WriteRecords',
      Effect: 'Allow',
      Action: 'route53:ChangeResourceRecordSets',
      Resource: zoneArn,
      Condition: {
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': names },
        // Without any name, all of none would be equal.
        Null: { 'route53:ChangeResourceRecordSetsNormalizedRecordNames': 'false' },
      },
    },
    { Sid: 'ReadRecords', Effect: 'Allow', Action: 'route53:ListResourceRecordSets', Resource: zoneArn },
    { Sid: 'WaitForChanges', Effect: 'Allow', Action: 'route53:GetChange', Resource: 'arn:aws:route53:::change/*' },
  ]);
}
