import { text } from '../props';
import { architecture } from './architecture';

/** An AMI by its id; anything else is the name of a parameter that has the id. */
const amiId = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** It decides what else Auto Scaling can do, so it is structure. */
export const image = text(
  'the id of an AMI, or the name of a parameter that has it, such as /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
  (found) => amiId.test(found) || /^\/[\w.-]+(\/[\w.-]+)*(:\w+)?$/.test(found),
  { structure: true, source: 'EC2 API reference, RequestLaunchTemplateData, ImageId' },
);

export function isAmi(image: string | undefined): boolean {
  return image !== undefined && amiId.test(image);
}

/** What a launch template names: an AMI, or a parameter that EC2 resolves at each launch; by default the newest Amazon Linux 2023. */
export function imageId(image: string | undefined, instanceType: string): string {
  const newest = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture(instanceType)}`;
  return image !== undefined && isAmi(image) ? image : `resolve:ssm:${image ?? newest}`;
}
