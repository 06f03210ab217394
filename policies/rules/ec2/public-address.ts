import { attribute, Attribute } from '../../../review/engine/attribute';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import type { Resource } from '../../../review/model/resource';
import { isAbsent, Unknown, type Value } from '../../../review/model/value';
import { templateOf } from './launch-templates';

const expected = 'no public address';

/** Whether the subnets in which a host, or the groups of a template, are launched assign public addresses. */
function bySubnets(graph: Graph, place: string, subnets: readonly (Value | undefined)[]): readonly Verdict[] {
  return subnets.map((value) => {
    const subnet = graph.resolve(value, 'aws_subnet', 'aws_default_subnet');
    if (subnet instanceof Unknown) return notKnown(place, expected, subnet);
    if (!subnet || subnet.mode === 'data') return notKnown(place, expected, 'its subnet is not in the input');
    if (subnet.type === 'aws_default_subnet') return failing(place, expected, 'the default subnet, which assigns one');
    const assigned = attribute(subnet, 'map_public_ip_on_launch', { default: false }).is(false);
    return assigned.status === 'fail' ? failing(place, expected, `${subnet.address}, which assigns one`) : assigned;
  });
}

/** Elastic IP addresses of an instance. */
export function elastic(graph: Graph, instance: Resource): readonly Verdict[] {
  const joins = [
    graph.children(instance, 'aws_eip', 'instance'),
    graph.children(instance, 'aws_eip_association', 'instance_id'),
  ];
  return joins.flatMap(({ found, unknown }) => [
    ...found.map(({ address }) => failing(undefined, expected, address)),
    ...(unknown ? [notKnown(undefined, expected, unknown)] : []),
  ]);
}

/** The setting of an instance, else of its template, else of its subnet. */
export function ofInstance(graph: Graph, instance: Resource): readonly Verdict[] {
  const own = instance.at('associate_public_ip_address');
  if (!isAbsent(own)) return [new Attribute('associate_public_ip_address', own).is(false)];
  if (!isAbsent(instance.at('network_interface'))) return [pass];
  const template = templateOf(graph, instance);
  const subnet = instance.at('subnet_id');
  if (template instanceof Unknown) return [notKnown('launch_template', expected, template)];
  const inherited = template?.at('network_interfaces.associate_public_ip_address');
  if (!isAbsent(inherited)) return [new Attribute('launch_template', inherited).is(false)];
  const place = subnet ?? template?.at('network_interfaces.subnet_id');
  if (isAbsent(place)) return [failing('subnet_id', expected, 'the default subnet, which assigns one')];
  return bySubnets(graph, 'subnet_id', [place]);
}

/** The setting of a template, else of the subnets of the groups that launch from it. */
export function ofTemplate(graph: Graph, template: Resource): readonly Verdict[] {
  const path = 'network_interfaces.associate_public_ip_address';
  const interfaces = template.blocks('network_interfaces');
  if (interfaces instanceof Unknown) return [notKnown('network_interfaces', expected, interfaces)];
  const settings = interfaces.map((one) => one.associate_public_ip_address).filter((value) => !isAbsent(value));
  if (settings.length > 0) return settings.map((value) => new Attribute(path, value).is(false));
  const groups = [
    'launch_template.id',
    'mixed_instances_policy.launch_template.launch_template_specification.launch_template_id',
  ];
  const launching = groups.map((path) => graph.children(template, 'aws_autoscaling_group', path));
  const subnets = launching.flatMap(({ found, unknown }) => [
    ...found.flatMap((group) => [group.at('vpc_zone_identifier') ?? []].flat()),
    ...(unknown ? [unknown] : []),
  ]);
  return bySubnets(graph, path, [
    ...interfaces.flatMap(({ subnet_id }) => (isAbsent(subnet_id) ? [] : [subnet_id])),
    ...subnets,
  ]);
}
