import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { deprecated, supported } from './runtimes';
import { textOfValue } from '../support/text';

const expected = 'a supported runtime';

export const runtimeSupported = defineRule({
  id: 'lambda/runtime-supported',
  aliases: ['LMB-03'],
  title: 'Lambda functions should use supported runtimes',
  severity: 'medium',
  why: 'A deprecated runtime receives no security updates, and after some time functions that use it can be neither created nor updated.',
  fix: 'Set runtime to a supported version, and test the function with it.',
  resources: ['aws_lambda_function'],
  check: (lambda) => {
    const runtime = lambda.at('runtime');
    if (runtime instanceof Unknown) return notKnown('runtime', expected, runtime);
    // A container image contains its own runtime.
    if (runtime === undefined) return [];
    const name = textOfValue(runtime);
    if (supported.includes(name)) return pass;
    const since = Object.hasOwn(deprecated, name) ? deprecated[name] : undefined;
    if (since) return failing('runtime', expected, `${name}, deprecated since ${since}`);
    return notKnown('runtime', expected, `${name} is not a runtime that this rule knows`);
  },
  examples: {
    good: {
      supported: `
        resource "aws_lambda_function" "api" {
          runtime = "python3.13"
        }`,
      'a container image, which contains its own runtime': `
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
