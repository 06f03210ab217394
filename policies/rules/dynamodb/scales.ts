import { defineRule, type Context } from '../../../review/engine/rule';
import { failing, notKnown, pass, type Verdict } from '../../../review/engine/verdict';
import type { Resource } from '../../../review/model/resource';
import { Unknown } from '../../../review/model/value';
import { withText, withUnknownText } from '../support/with-text';

const expected = 'billing_mode = "PAY_PER_REQUEST", or a scaling target and policy for reads and writes';
const scaling = ['aws_appautoscaling_target', 'aws_appautoscaling_policy'];
const dimensions = ['dynamodb:table:ReadCapacityUnits', 'dynamodb:table:WriteCapacityUnits'];

export const scales = defineRule({
  id: 'dynamodb/scales',
  aliases: ['DDB-04'],
  title: 'DynamoDB tables should scale capacity with demand',
  severity: 'low',
  why: 'A table with fixed capacity throttles requests when traffic grows, and costs money for unused capacity when it falls.',
  fix: 'Set billing_mode = "PAY_PER_REQUEST", or add aws_appautoscaling_target and aws_appautoscaling_policy for reads and for writes.',
  resources: ['aws_dynamodb_table'],
  check: (table, context) => {
    const mode = table.at('billing_mode') ?? 'PROVISIONED';
    if (mode instanceof Unknown) return notKnown('billing_mode', expected, mode);
    return mode === 'PAY_PER_REQUEST' ? pass : isScaled(table, context);
  },
  examples: {
    good: {
      'on demand': `
        resource "aws_dynamodb_table" "orders" {
          billing_mode = "PAY_PER_REQUEST"
        }`,
      scaled: `
        resource "aws_dynamodb_table" "orders" {
          name = "orders"
        }
        resource "aws_appautoscaling_target" "orders" {
          for_each           = toset(["Read", "Write"])
          service_namespace  = "dynamodb"
          resource_id        = "table/\${aws_dynamodb_table.orders.name}"
          scalable_dimension = "dynamodb:table:\${each.key}CapacityUnits"
        }
        resource "aws_appautoscaling_policy" "orders" {
          for_each           = toset(["Read", "Write"])
          service_namespace  = "dynamodb"
          resource_id        = "table/orders"
          scalable_dimension = "dynamodb:table:\${each.key}CapacityUnits"
        }`,
    },
    bad: {
      'a fixed capacity, which is the default': `
        resource "aws_dynamodb_table" "orders" {
          read_capacity  = 5
          write_capacity = 5
        }`,
      'scaled for reads only': `
        resource "aws_dynamodb_table" "orders" {
          name = "orders"
        }
        resource "aws_appautoscaling_target" "orders" {
          resource_id        = "table/orders"
          scalable_dimension = "dynamodb:table:ReadCapacityUnits"
        }
        resource "aws_appautoscaling_policy" "orders" {
          resource_id        = "table/orders"
          scalable_dimension = "dynamodb:table:ReadCapacityUnits"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "mode" {}
        resource "aws_dynamodb_table" "orders" {
          billing_mode = var.mode
        }`,
    },
  },
});

function isScaled(table: Resource, { graph }: Context): Verdict {
  const name = table.at('name');
  const id = `table/${typeof name === 'string' ? name : `{${table.key}.name}`}`;
  const missing = dimensions.filter((dimension) =>
    scaling.some(
      (type) =>
        !withText(graph, table, type, 'resource_id', id).some((one) => one.at('scalable_dimension') === dimension),
    ),
  );
  if (missing.length === 0) return pass;
  const unknown = scaling
    .flatMap((type) => ['resource_id', 'scalable_dimension'].map((name) => withUnknownText(graph, table, type, name)))
    .find((one) => one !== undefined);
  if (unknown) return notKnown('billing_mode', expected, unknown);
  return failing(
    'billing_mode',
    expected,
    missing.length === 2 ? 'a fixed capacity' : `${String(missing[0])} without scaling`,
  );
}
