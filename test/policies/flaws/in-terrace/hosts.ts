import type { FlawInTerrace } from '../flaw';
import { resource } from '../terrace';
import { account, network } from './changes';

export const hostFlaws: readonly FlawInTerrace[] = [
  {
    rule: 'ec2/imds-v2',
    put: (stacks) => (resource(stacks, network, 'aws_launch_template').metadata_options.http_tokens = 'optional'),
  },
  {
    rule: 'ec2/encryption-by-default',
    put: (stacks) => (resource(stacks, account, 'aws_ebs_encryption_by_default').enabled = false),
  },
  {
    rule: 'ec2/no-public-address',
    put: (stacks) =>
      (resource(stacks, network, 'aws_launch_template').network_interfaces[0].associate_public_ip_address = 'true'),
  },
  {
    rule: 'ec2/no-secret-in-user-data',
    put: (stacks) =>
      (resource(stacks, network, 'aws_launch_template').user_data = Buffer.from(
        '#!/bin/sh\nexport DB_PASSWORD=Xk29vLq8wTz4\n',
      ).toString('base64')),
  },
];
