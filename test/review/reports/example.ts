import { mappingOf } from '../../../policies/controls';
import { attribute } from '../../../review/engine/attribute';
import { factsFor } from '../../../review/engine/environment-facts';
import { judge, type JudgeOptions } from '../../../review/assessment/judge';
import type { Report } from '../../../review/assessment/report';
import type { Criticality } from '../../../review/criticality';
import { defineRule, type Rule, type Severity } from '../../../review/engine/rule';
import { Graph } from '../../../review/model/graph';
import { Resource, type Place, type ResourceProps } from '../../../review/model/resource';
import type { ValueMap } from '../../../review/model/value';
import type { ReportOptions } from '../../../review/reports/options';

const bucket = 'resource "aws_s3_bucket" "a" {}';

/** A rule about one attribute of a bucket. */
export function rule(name: string, severity: Severity, about: Partial<Rule> = {}): Rule {
  return defineRule({
    id: `s3/${name}`,
    aliases: [`S3-${name}`],
    title: `Buckets are ${name}`,
    severity,
    why: `Buckets that are not ${name} lose data.`,
    fix: `Set ${name} = true.`,
    resources: ['aws_s3_bucket'],
    check: (resource) => attribute(resource, name, { default: false }).is(true),
    examples: { good: { is: bucket }, bad: { not: bucket } },
    ...about,
  });
}

export interface Bucket extends Partial<Omit<ResourceProps, 'optOuts' | 'source'>> {
  readonly environment: string;
  readonly attributes: ValueMap;
  /** Of the construct in its stack. @default store/bucket */
  readonly path?: string;
  readonly source?: Place | undefined;
  readonly optOuts?: Readonly<Record<string, string>>;
}

/** A bucket that the stack `<environment>-data` holds. */
export function resource({ environment, attributes, path = 'store/bucket', ...about }: Bucket): Resource {
  const name = path.replaceAll('/', '_');
  const props: ResourceProps = {
    address: `aws_s3_bucket.${name}`,
    mode: 'managed',
    type: 'aws_s3_bucket',
    name,
    root: { name: `${environment}-data`, environment, file: `cdktf.out/stacks/${environment}-data/cdk.tf.json` },
    provider: { name: 'aws', defaultTags: {} },
    writtenAt: { file: `cdktf.out/stacks/${environment}-data/cdk.tf.json` },
    constructPath: `${environment}-data/${path}`,
    source: { file: 'stacks/data.ts', line: 42 },
    ...about,
  };
  return new Resource(props, () => attributes);
}

/** What a review of some buckets says. Its environments are called by how critical they are. */
export function reportOf(buckets: readonly Bucket[], options: Partial<JudgeOptions> = {}): Report {
  const criticality = (name: string): Criticality =>
    name === 'prod' ? 'critical' : name === 'test' ? 'medium' : 'low';
  return judge(new Graph(buckets.map(resource)), {
    mappingOf,
    rules: [rule('encrypted', 'high'), rule('kept', 'medium')],
    factsOf: (name) => factsFor(name, criticality(name)),
    date: '2026-11-21',
    ...options,
  });
}

export const plain: ReportOptions = { all: false, width: 100, colour: false, version: '1.2.3' };
export const everything: ReportOptions = { ...plain, all: true };

/** A waiver that is as it should be, but for what is given. */
export function waiver(about: object = {}) {
  const sound = {
    rule: 's3/kept',
    resource: '<environment>-data/store/bucket',
    environment: 'dev',
    reason: 'Everything in it is recreated every night.',
    owner: 'data@example.com',
    ticket: 'SEC-12',
    granted: '2026-11-01',
    expires: '2026-12-24',
  };
  return { where: 'environments/waivers/index.ts: waivers[0]', waiver: { ...sound, ...about } };
}

/** What an attacker who may name things would name them. */
export const hostile =
  '\u001b[2J\u009b31m]]>&<script>alert(1)</script>|`` ` @admin #1 [x](http://evil.example) \u202e\ud800\u0000\n\r\u2028"\'';

/** What no report may hold but for new lines: what steers a terminal, turns or hides letters, or is no character. */
// eslint-disable-next-line no-control-regex
export const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ud800-\udfff\ufffe\uffff]/;
