import { attribute, attributeOf, eachBlock, Unknown } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { notKnown, type Verdict } from '../../../review/engine/verdict';
import type { Graph } from '../../../review/model/graph';
import { Resource } from '../../../review/model/resource';
import { endpointOf } from './authorization';

const expected = 'false, and a group in access_group_id';
const endpoint = (type: string) => `
  resource "aws_ec2_client_vpn_endpoint" "staff" {
    authentication_options {
      type = ${type}
    }
  }`;
const rule = (type: string, who: string) => `
  ${endpoint(type)}
  resource "aws_ec2_client_vpn_authorization_rule" "staff" {
    client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
    target_network_cidr    = "10.0.4.0/24"
    ${who}
  }`;

/** Whether people come with groups: those of certificates alone have none. */
function hasGroups(graph: Graph, rule: Resource): boolean | Unknown {
  const endpoint = endpointOf(graph, rule);
  if (!(endpoint instanceof Resource)) return endpoint ?? new Unknown('the endpoint is not in the input');
  const options = eachBlock(endpoint, 'authentication_options');
  if (options instanceof Unknown) return options;
  const verdicts = options.map((block) => attributeOf(block, 'type').is('certificate-authentication'));
  if (verdicts.some(({ status }) => status === 'fail')) return true;
  const doubt = verdicts.find((verdict) => verdict.status === 'unknown');
  if (doubt) return new Unknown(doubt.because);
  return verdicts.length === 0 ? new Unknown('how clients authenticate is not in the input') : false;
}

export const authorizedByGroup = defineRule({
  id: 'client-vpn/authorized-by-group',
  aliases: ['CVPN-05'],
  title: 'Authorization rules of Client VPN should name a group',
  severity: 'medium',
  why: 'A rule for everybody holds for each account that the identity provider has, also those that are made for something else. With a group, somebody decides who is in it.',
  fix: 'Set access_group_id to the group, and leave authorize_all_groups out. Certificates have no groups: this is not asked where they are the only authentication.',
  resources: ['aws_ec2_client_vpn_authorization_rule'],
  optOuts: ['group_authorization'],
  check: (rule, { graph }): Verdict | [] => {
    const byGroup = attribute(rule, 'authorize_all_groups', { default: false }).is(false);
    if (byGroup.status === 'pass') return byGroup;
    const groups = hasGroups(graph, rule);
    if (groups === false) return [];
    return groups instanceof Unknown ? notKnown('authorize_all_groups', expected, groups) : byGroup;
  },
  examples: {
    good: {
      'a group': rule('"federated-authentication"', 'access_group_id = "staff"'),
    },
    bad: {
      everybody: rule('"federated-authentication"', 'authorize_all_groups = true'),
    },
    unknown: {
      'a variable without a value': `
        variable "all" {}
        ${rule('"federated-authentication"', 'authorize_all_groups = var.all')}`,
      'an authentication without a value': `
        variable "type" {}
        ${rule('var.type', 'authorize_all_groups = true')}`,
    },
  },
});
