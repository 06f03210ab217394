import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { deprecated, supported } from './runtimes';
import { textOfValue } from '../support/text';

const expected = 'a runtime that AWS patches';

export const runtimeSupported = defineRule({
  id: 'lambda/runtime-supported',
  aliases: ['LMB-03'],
  title: 'The runtime of a function gets security updates',
  severity: 'medium',
  why: 'A deprecated runtime is patched no more: holes of the language and its libraries stay open, and one day the function can be neither changed nor made anew.',
  fix: 'Set runtime to a version that is supported, and test the function on it.',
  resources: ['aws_lambda_function'],
  check: (lambda) => {
    const runtime = lambda.at('runtime');
    if (runtime instanceof Unknown) return notKnown('runtime', expected, runtime);
    // An image brings its own.
    if (runtime === undefined) return [];
    const name = textOfValue(runtime);
    if (supported.includes(name)) return pass;
    const since = Object.hasOwn(deprecated, name) ? deprecated[name] : undefined;
    if (since) return failing('runtime', expected, `${name}, deprecated since ${since}`);
    return notKnown('runtime', expected, `${name} is no runtime that this rule knows`);
  },
  examples: {
    good: {
      supported: `
        resource "aws_lambda_function" "api" {
          runtime = "python3.13"
        }`,
      'beside an image, which brings its own': `
        resource "aws_lambda_function" "api" {
          runtime = "nodejs24.x"
        }
        resource "aws_lambda_function" "image" {
          package_type = "Image"
        }`,
    },
    bad: {
      deprecated: `
        resource "aws_lambda_function" "api" {
          runtime = "nodejs16.x"
        }`,
      'deprecated, by a variable with a default': `
        variable "runtime" {
          default = "python3.8"
        }
        resource "aws_lambda_function" "api" {
          runtime = var.runtime
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "runtime" {}
        resource "aws_lambda_function" "api" {
          runtime = var.runtime
        }`,
      'newer than this rule': `
        resource "aws_lambda_function" "api" {
          runtime = "python4.0"
        }`,
    },
  },
});
