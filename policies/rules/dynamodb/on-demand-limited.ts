import { attribute } from '../../../review/engine/attribute';
import { defineRule } from '../../../review/engine/rule';
import { all, notKnown } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';

const limits = ['max_read_request_units', 'max_write_request_units'];

export const onDemandLimited = defineRule({
  id: 'dynamodb/on-demand-limited',
  aliases: ['DDB-05'],
  title: 'DynamoDB tables on demand should have a maximum throughput',
  severity: 'low',
  why: 'A table on demand is charged by request, up to 40,000 a second. A loop in a program or a scan of all items costs without a limit until somebody reads the bill.',
  fix: 'Add on_demand_throughput with max_read_request_units and max_write_request_units.',
  resources: ['aws_dynamodb_table'],
  check: (table) => {
    const mode = table.at('billing_mode');
    if (mode instanceof Unknown) return notKnown('billing_mode', 'a maximum throughput, or PROVISIONED', mode);
    if (mode !== 'PAY_PER_REQUEST') return [];
    // -1 takes the maximum away.
    return all(limits.map((limit) => attribute(table, `on_demand_throughput.${limit}`).isAtLeast(1)));
  },
  examples: {
    good: {
      'a maximum of both': `
        resource "aws_dynamodb_table" "orders" {
          billing_mode = "PAY_PER_REQUEST"
          on_demand_throughput {
            max_read_request_units  = 400
            max_write_request_units = 100
          }
        }`,
    },
    bad: {
      'no maximum': `
        resource "aws_dynamodb_table" "orders" {
          billing_mode = "PAY_PER_REQUEST"
        }`,
      'a maximum of reads alone': `
        resource "aws_dynamodb_table" "orders" {
          billing_mode = "PAY_PER_REQUEST"
          on_demand_throughput {
            max_read_request_units = 400
          }
        }`,
      'a maximum that is taken away': `
        resource "aws_dynamodb_table" "orders" {
          billing_mode = "PAY_PER_REQUEST"
          on_demand_throughput {
            max_read_request_units  = 400
            max_write_request_units = -1
          }
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "units" {}
        resource "aws_dynamodb_table" "orders" {
          billing_mode = "PAY_PER_REQUEST"
          on_demand_throughput {
            max_read_request_units  = var.units
            max_write_request_units = 100
          }
        }`,
      'a mode that is not known': `
        variable "mode" {}
        resource "aws_dynamodb_table" "orders" {
          billing_mode = var.mode
        }`,
    },
  },
});
