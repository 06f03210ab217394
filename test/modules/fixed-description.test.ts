import { TerraformStack, Testing } from 'cdktf';
import { Construct } from 'constructs';
import { accepted, classes } from '../support/hostile-props';
import type { Attributes } from '../support/synth';

/**
 * Attributes of words that AWS cannot change, by type: the provider replaces the resource for another value. Its plans show them: each type that modules
 * give a description, planned against a state with another one (provider 5.100).
 */
const replaced: Readonly<Record<string, string>> = {
  aws_dax_parameter_group: 'description',
  aws_db_option_group: 'option_group_description',
  aws_db_parameter_group: 'description',
  aws_ec2_client_vpn_authorization_rule: 'description',
  aws_elasticache_parameter_group: 'description',
  aws_iam_policy: 'description',
  aws_rds_cluster_parameter_group: 'description',
  aws_security_group: 'description',
};
/** Those that it changes in place, by the same plans. */
const inPlace = [
  ...['aws_cloudfront_origin_access_control', 'aws_cloudwatch_event_archive', 'aws_cloudwatch_event_bus'],
  ...[
    'aws_cloudwatch_composite_alarm',
    'aws_cloudwatch_metric_alarm',
    'aws_db_subnet_group',
    'aws_lambda_alias',
    'aws_pipes_pipe',
  ],
  'aws_cloudwatch_event_rule',
  ...['aws_api_gateway_api_key', 'aws_api_gateway_client_certificate', 'aws_dax_cluster', 'aws_dax_subnet_group'],
  ...['aws_backup_framework', 'aws_backup_report_plan', 'aws_dms_replication_subnet_group'],
  ...['aws_elasticache_global_replication_group', 'aws_elasticache_serverless_cache', 'aws_kms_replica_key'],
  ...['aws_elasticache_replication_group', 'aws_elasticache_subnet_group', 'aws_iam_role', 'aws_kms_key'],
  ...['aws_launch_template', 'aws_secretsmanager_secret', 'aws_service_discovery_private_dns_namespace'],
  ...['aws_service_discovery_service', 'aws_ssm_parameter', 'aws_vpc_security_group_egress_rule'],
  ...['aws_vpc_security_group_ingress_rule', 'aws_wafv2_web_acl'],
];

const app = Testing.app();
const made = classes.flatMap(([name, Class]) => {
  const stack = new TerraformStack(app, name.replace('/', '-'));
  new Class(new Construct(stack, 'scope'), 'it', accepted[name]!(stack));
  const resources: Record<string, Record<string, Attributes>> = stack.toTerraform().resource ?? {};
  return Object.entries(resources).flatMap(([type, named]) =>
    Object.values(named).map((attributes) => ({ name, type, attributes })),
  );
});

test.each(Object.entries(replaced))('no module replaces an %s for another %s', (type, attribute) => {
  const changing = made.filter(
    ({ type: found, attributes }) =>
      found === type && attributes[attribute] && !attributes.lifecycle?.ignore_changes?.includes(attribute),
  );
  expect(changing.map(({ name }) => name)).toEqual([]);
});

test('every module is looked at', () => {
  expect(Object.keys(replaced).filter((type) => !made.some((one) => one.type === type))).toEqual([]);
});

test('of every type with a description it is known whether another one replaces it', () => {
  const described = made.filter(({ attributes }) =>
    Object.keys(attributes).some((name) => /(^|_)description$/.test(name)),
  );
  const types = [...new Set(described.map(({ type }) => type))];
  expect(types.filter((type) => !inPlace.includes(type) && !replaced[type])).toEqual([]);
});
