export { checkTerraform, type CheckOptions } from './check-terraform';
export { frameworks, mappingOf, rulesOf, type Framework, type FrameworkId, type Mapping } from './controls';
export {
  attribute,
  attributeOf,
  eachBlock,
  type Attribute,
  type AttributeOptions,
  type Block,
} from '../review/engine/attribute';
export { factsFor } from '../review/engine/environment-facts';
export { RuleError } from '../review/engine/evaluate';
export type { Finding, Status, WaiverNote } from '../review/engine/finding';
export type { EnvironmentReport, Gate, Report } from '../review/assessment/report';
export type { Criticality } from '../review/criticality';
export {
  defineRule,
  type Context,
  type EnvironmentFacts,
  type Examples,
  type Rule,
  type Severity,
} from '../review/engine/rule';
export { all, any, fail, failing, notKnown, pass, type Verdict } from '../review/engine/verdict';
export type { Waiver, WaiverProblem } from '../review/engine/waiver';
export { type Document, type Statement } from '../review/iam/document';
export { documentOf } from '../review/iam/read-document';
export type { Graph } from '../review/model/graph';
export { InputError } from '../review/model/input-error';
export type { StackInput } from '../review/model/load';
export type { Resource } from '../review/model/resource';
export { Reference, Unknown, isAbsent, isList, isMap, type Value, type ValueMap } from '../review/model/value';
export { rules } from './rules';
