interface Place {
  readonly account: string;
  readonly region: string;
}

/** What AWS Backup keeps of the stores that modules make: by the type in Terraform what it calls the type, and what its ARNs begin with. */
export const stores = {
  aws_db_instance: { resourceType: 'RDS', arn: ({ account, region }: Place) => `arn:aws:rds:${region}:${account}:db:` },
  aws_dynamodb_table: {
    resourceType: 'DynamoDB',
    arn: ({ account, region }: Place) => `arn:aws:dynamodb:${region}:${account}:table/`,
  },
  aws_ebs_volume: {
    resourceType: 'EBS',
    arn: ({ account, region }: Place) => `arn:aws:ec2:${region}:${account}:volume/`,
  },
  aws_efs_file_system: {
    resourceType: 'EFS',
    arn: ({ account, region }: Place) => `arn:aws:elasticfilesystem:${region}:${account}:file-system/`,
  },
  aws_rds_cluster: {
    resourceType: 'Aurora',
    arn: ({ account, region }: Place) => `arn:aws:rds:${region}:${account}:cluster:`,
  },
} as const;

export type StoreType = keyof typeof stores;

/** All stores of a place, as a selection names them: a wildcard is only at the end (AWS Backup API reference, BackupSelection, Resources). */
export function storesOf(place: Place): string[] {
  return Object.values(stores).map(({ arn }) => `${arn(place)}*`);
}
