import { edit, textOf } from '../answer';
import { otherCall } from '../call';
import type { Fault } from '../fault';
import { twoSubnets } from './subnets';

const ids = /eni-[0-9a-f]+/g;

/** EC2 deletes the network interface of an endpoint in a subnet that the endpoint leaves (VPC API reference, ModifyVpcEndpoint, RemoveSubnetId). */
export function endpointInterfaces(): Fault {
  const deleted = new Set<string>();
  return {
    service: 'ec2',
    fault: 'keeps the network interface of an endpoint in a subnet that it has left',
    answers: {
      ModifyVpcEndpoint: async (call, next) => {
        const answer = await next(call);
        const left = [...call.form].flatMap(([name, value]) => (/^RemoveSubnetId\.\d+$/.test(name) ? value : []));
        if (left.length === 0 || answer.status >= 300) return answer;
        const ask = async (action: string, parameters: Record<string, string>) =>
          (await next(otherCall(call, action, parameters))).body.toString();
        const endpoint = await ask('DescribeVpcEndpoints', { 'VpcEndpointId.1': call.form.get('VpcEndpointId')! });
        const its = new Set(endpoint.match(ids));
        for (const subnet of left) {
          const there = await ask('DescribeNetworkInterfaces', {
            'Filter.1.Name': 'subnet-id',
            'Filter.1.Value.1': subnet,
          });
          const gone = new Set((there.match(ids) ?? []).filter((id) => its.has(id)));
          for (const NetworkInterfaceId of gone) {
            await ask('DeleteNetworkInterface', { NetworkInterfaceId });
            deleted.add(NetworkInterfaceId);
          }
        }
        return answer;
      },
      DescribeVpcEndpoints: async (call, next) =>
        edit(await next(call), (endpoints) =>
          endpoints.replace(/<item>(eni-[0-9a-f]+)<\/item>/g, (item, id) => (deleted.has(id) ? '' : item)),
        ),
    },
    isThere: async (moto) => {
      const { VpcId, first, second } = await twoSubnets(moto);
      const endpoint = await moto.query('ec2', 'CreateVpcEndpoint', {
        ...{ VpcId, ServiceName: 'com.amazonaws.eu-west-1.sqs', VpcEndpointType: 'Interface' },
        ...{ 'SubnetId.1': first, 'SubnetId.2': second },
      });
      const VpcEndpointId = textOf('vpcEndpointId', endpoint.text)!;
      await moto.query('ec2', 'ModifyVpcEndpoint', { VpcEndpointId, 'RemoveSubnetId.1': second });
      const left = { 'Filter.1.Name': 'subnet-id', 'Filter.1.Value.1': second };
      return /eni-/.test((await moto.query('ec2', 'DescribeNetworkInterfaces', left)).text);
    },
  };
}
