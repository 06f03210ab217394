import { memoized } from '../memoize';
import type { Graph } from '../model/graph';
import type { Resource } from '../model/resource';
import { isAbsent, isList, isMap, Reference, Unknown, type Value } from '../model/value';
import { memberTypes } from './member-types';
import { unseen, type Party } from './party';
import { subnetTypes } from './vpcs';

/** Types that name subnets and have no addresses of their own, or whose addresses are those of a member. */
const withoutAddresses =
  /^aws_(subnet|default_subnet|route|route_table|route_table_association|network_acl|network_acl_association|default_network_acl|nat_gateway|internet_gateway|egress_only_internet_gateway|flow_log|launch_(template|configuration)|network_interface.*|ec2_transit_gateway.*|ec2_client_vpn_(network_association|authorization_rule|route)|vpc|default_vpc|vpc_(dhcp_options.*|peering_connection.*|ipv4_cidr.*|ipv6_cidr.*)|vpc_endpoint.*|.*_subnet_group|vpc_block_public_access_.*|ec2_subnet_cidr_reservation|ram_.*|eip.*|ecs_task_definition)$/;

/** Types that have addresses, or a public endpoint, also where they name no subnet. */
const withAddresses =
  /^aws_(gamelift_fleet|grafana_workspace|sagemaker_(notebook_instance|domain)|workspaces_workspace|appstream_fleet|elastic_beanstalk_environment|vpn_connection|dx_(private|public|transit)_virtual_interface|emrserverless_application|cloud9_environment_ec2|iot_domain_configuration|cognito_user_pool_domain|opensearchserverless_collection|m2_environment|globalaccelerator_custom_routing_accelerator)$/;

/** Resources that have, or may have, addresses in the network, and whose type is not modelled. */
export const notModelled = memoized((graph: Graph): readonly Resource[] => {
  const modelled = new Set(memberTypes.map(({ type }) => type));
  return graph.resources.filter(({ mode, type, attributes }) => {
    const isOpen = mode === 'managed' && type.startsWith('aws_') && !modelled.has(type) && !withoutAddresses.test(type);
    return isOpen && (withAddresses.test(type) || namesSubnet(attributes));
  });
});

/** A party of a type that is not modelled. */
export function notModelledParty(resource: Resource): Party {
  const because = `the network of ${resource.address}: ${resource.type} is not modelled`;
  return unseen(resource, new Unknown(because), 'its type is not modelled');
}

/** Whether a value is a subnet, or an attribute has the name of one. */
function namesSubnet(value: Value | undefined): boolean {
  if (value instanceof Reference) return (subnetTypes as readonly string[]).includes(value.resource.type);
  if (isList(value)) return value.some(namesSubnet);
  if (!isMap(value)) return false;
  return Object.entries(value).some(([name, one]) => (isSubnetName.test(name) && isWritten(one)) || namesSubnet(one));
}

const isSubnetName = /(^|_)subnets?(_ids?|_mapping)?$/;
const isWritten = (value: Value) => !isAbsent(value) && !(isList(value) && value.length === 0) && value !== '';
