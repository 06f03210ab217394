import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import { imageId } from './image';
import type { ServersProps } from './servers-props';

export interface ServerTemplateProps {
  readonly name: string;
  readonly servers: ServersProps;
  readonly instanceProfileArn: string;
  readonly securityGroupId: string;
  readonly diskKey: KeyRef;
  readonly userData: string | undefined;
}

/** How a server is launched: on an encrypted disk, with IMDSv2 only. */
export function serverTemplate(scope: Construct, id: string, props: ServerTemplateProps): LaunchTemplate {
  const { name, servers } = props;
  const [instanceType = ''] = servers.instanceTypes;
  const { diskGb = 8, image } = servers;
  const tags = { ...servers.tags, Name: name };
  return new LaunchTemplate(scope, id, {
    name,
    description: image === undefined ? 'Amazon Linux 2023, the newest at each launch' : `Image ${image}`,
    imageId: imageId(image, instanceType),
    instanceType,
    iamInstanceProfile: { arn: props.instanceProfileArn },
    // A server that shuts itself down is gone, and the group makes another.
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
        associatePublicIpAddress: String(servers.tier === 'public'),
        deleteOnTermination: 'true',
        securityGroups: [props.securityGroupId],
      },
    ],
    blockDeviceMappings: [
      {
        deviceName: '/dev/xvda',
        ebs: {
          volumeType: 'gp3',
          // By default the image's own size; nothing is kept here.
          volumeSize: diskGb,
          encrypted: 'true',
          kmsKeyId: props.diskKey.keyArn,
          deleteOnTermination: 'true',
        },
      },
    ],
    userData: props.userData,
    // The group's own tags reach only the instance.
    tagSpecifications: ['volume', 'network-interface'].map((resourceType) => ({ resourceType, tags })),
    tags: { Name: name },
  });
}
