import { DbSubnetGroup } from '@cdktf/provider-aws/lib/db-subnet-group';
import type { Construct } from 'constructs';
import type { NetworkRef } from '../network/network-ref';

/** The data tier, for the instances of a database. */
export function subnetGroup(scope: Construct, name: string, { subnetIds }: NetworkRef): DbSubnetGroup {
  return new DbSubnetGroup(scope, 'subnet-group', {
    name,
    description: `Data tier, for database ${name}`,
    subnetIds: Object.values(subnetIds.data),
    tags: { Name: name },
  });
}
