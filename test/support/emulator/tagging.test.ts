import { describeWhere } from '../describe-where';
import type { Api } from './api';
import { textOf } from './answer';
import { startEmulator, type Emulator } from './index';
import { hasMoto, howToGetMoto } from './moto';

// The emulator loads a service when it is first asked.
jest.setTimeout(30_000);

describeWhere(hasMoto(), 'the resources that have tags', howToGetMoto, () => {
  let emulator: Emulator;
  let api: Api;

  beforeAll(async () => {
    emulator = await startEmulator('111111111111');
    api = emulator.api('eu-west-1');
  }, 60_000);
  afterAll(() => emulator.stop());

  const made = async (action: string, parameters: Record<string, string>, id: string) =>
    textOf(id, (await api.query('ec2', action, parameters)).text)!;
  const listed = async () => {
    const { text } = await api.json('tagging', 'ResourceGroupsTaggingAPI_20170126.GetResources');
    return (JSON.parse(text).ResourceTagMappingList as { ResourceARN: string }[]).map(({ ResourceARN }) => ResourceARN);
  };

  test("have a VPC's default network ACL among them as long as there is the VPC, whatever subnets it had", async () => {
    const VpcId = await made('CreateVpc', { CidrBlock: '10.0.0.0/16' }, 'vpcId');
    const SubnetId = await made('CreateSubnet', { CidrBlock: '10.0.0.0/24', VpcId }, 'subnetId');
    const ofVpc = { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': VpcId };
    const acl = await made('DescribeNetworkAcls', ofVpc, 'networkAclId');
    await api.query('ec2', 'CreateTags', { 'ResourceId.1': acl, 'Tag.1.Key': 'stack', 'Tag.1.Value': 'network' });
    const arn = `arn:aws:ec2:eu-west-1:111111111111:network-acl/${acl}`;
    expect(await listed()).toEqual([arn]);

    await api.query('ec2', 'DeleteSubnet', { SubnetId });
    expect(await listed()).toEqual([arn]);

    await api.query('ec2', 'DeleteVpc', { VpcId });
    expect(await listed()).toEqual([]);
  });
});
