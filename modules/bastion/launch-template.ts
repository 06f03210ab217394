import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';

export interface BastionLaunchTemplateProps {
  readonly name: string;
  readonly instanceType: string;
  readonly instanceProfileArn: string;
  readonly securityGroupId: string;
  readonly publicAddress: boolean;
  readonly diskKey: KeyRef;
  /** On what an instance brings with it; the group's own tags reach only the instance. */
  readonly tags: Readonly<Record<string, string>>;
}

/** How a bastion is launched: the newest Amazon Linux 2023, on an encrypted disk, with nothing in its user data. */
export function bastionLaunchTemplate(scope: Construct, id: string, props: BastionLaunchTemplateProps): LaunchTemplate {
  const tags = { ...props.tags, Name: props.name };
  return new LaunchTemplate(scope, id, {
    name: props.name,
    description: 'Amazon Linux 2023, the newest at each launch',
    imageId: `resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture(props.instanceType)}`,
    instanceType: props.instanceType,
    iamInstanceProfile: { arn: props.instanceProfileArn },
    // A bastion that shuts itself down is gone, and the group makes another.
    instanceInitiatedShutdownBehavior: 'terminate',
    monitoring: { enabled: true },
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpTokens: 'required',
      // The instance itself, and no container on it.
      httpPutResponseHopLimit: 1,
    },
    networkInterfaces: [
      {
        deviceIndex: 0,
        associatePublicIpAddress: String(props.publicAddress),
        deleteOnTermination: 'true',
        securityGroups: [props.securityGroupId],
      },
    ],
    blockDeviceMappings: [
      {
        deviceName: '/dev/xvda',
        ebs: {
          volumeType: 'gp3',
          // The image's own size; nothing is kept here.
          volumeSize: 8,
          encrypted: 'true',
          kmsKeyId: props.diskKey.keyArn,
          deleteOnTermination: 'true',
        },
      },
    ],
    tagSpecifications: ['volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
    tags: { Name: props.name },
  });
}

/** EC2's naming: a `g` after the generation is Graviton (t4g, m7gd, im4gn), as is the first of them, a1. */
function architecture(instanceType: string): 'arm64' | 'x86_64' {
  return /^(a1|[a-z]+\d+[a-z]*g[a-z]*)\./.test(instanceType) ? 'arm64' : 'x86_64';
}
