import { defineRule } from '../../../review/engine/rule';
import { failing, notKnown, pass } from '../../../review/engine/verdict';
import { Unknown } from '../../../review/model/value';
import { oneText } from '../support/text';
import { deprecated, supported } from './runtimes';

const path = 'runtime_version';
const expected = 'a supported runtime version';

export const runtimeSupported = defineRule({
  id: 'synthetics/runtime-supported',
  aliases: [],
  title: 'CloudWatch Synthetics canaries should use supported runtime versions',
  severity: 'low',
  why: 'A canary of a deprecated runtime version runs on, but can be neither created again nor changed, and its browser and libraries receive no security updates.',
  fix: 'Set runtime_version to a supported one, and run the canary with it.',
  resources: ['aws_synthetics_canary'],
  check: (canary) => {
    const name = oneText(canary.at(path), path);
    if (name instanceof Unknown) return notKnown(path, expected, name);
    if (name === undefined) return failing(path, expected, 'nothing');
    if (supported.includes(name)) return pass;
    const since = Object.hasOwn(deprecated, name) ? deprecated[name] : undefined;
    if (since) return failing(path, expected, `${name}, deprecated since ${since}`);
    return notKnown(path, expected, `${name} is not a runtime version that this rule knows`);
  },
  examples: {
    good: {
      supported: `
        resource "aws_synthetics_canary" "shop" {
          runtime_version = "syn-nodejs-puppeteer-15.0"
        }`,
    },
    bad: {
      deprecated: `
        resource "aws_synthetics_canary" "shop" {
          runtime_version = "syn-nodejs-puppeteer-6.2"
        }`,
    },
    unknown: {
      'a variable without a value': `
        variable "runtime_version" {}
        resource "aws_synthetics_canary" "shop" {
          runtime_version = var.runtime_version
        }`,
      'newer than this rule': `
        resource "aws_synthetics_canary" "shop" {
          runtime_version = "syn-nodejs-puppeteer-99.0"
        }`,
    },
  },
});
