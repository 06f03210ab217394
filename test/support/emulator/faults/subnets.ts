import { textOf } from '../answer';
import type { Api } from '../api';

/** A VPC of a bare moto, with two subnets in one zone. */
export async function twoSubnets(moto: Api): Promise<{ VpcId: string; first: string; second: string }> {
  const vpc = await moto.query('ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const VpcId = textOf('vpcId', vpc.text)!;
  const subnetOf = async (CidrBlock: string) => {
    const place = { VpcId, CidrBlock, AvailabilityZone: `${moto.region}a` };
    return textOf('subnetId', (await moto.query('ec2', 'CreateSubnet', place)).text)!;
  };
  return { VpcId, first: await subnetOf('10.0.0.0/24'), second: await subnetOf('10.0.1.0/24') };
}
