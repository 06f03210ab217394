export { checkTerraform, type CheckOptions } from './check-terraform';
export { frameworks, mappingOf, rulesOf, type Framework, type FrameworkId, type Mapping } from './controls';
export {
  attribute,
  attributeOf,
  eachBlock,
  type Attribute,
  type AttributeOptions,
  type Block,
} from './engine/attribute';
export { factsFor } from './engine/environment-facts';
export { RuleError } from './engine/evaluate';
export type { Finding, Status, WaiverNote } from './engine/finding';
export type { EnvironmentReport, Gate, Report, WaiverProblem } from './engine/report';
export {
  defineRule,
  type Context,
  type Criticality,
  type EnvironmentFacts,
  type Examples,
  type Rule,
  type Severity,
} from './engine/rule';
export { all, any, fail, failing, notKnown, pass, type Verdict } from './engine/verdict';
export type { Waiver } from './engine/waiver';
export { documentOf, type Document, type Statement } from './iam/document';
export type { Graph } from './model/graph';
export { InputError } from './model/input-error';
export type { StackInput } from './model/load';
export type { Resource } from './model/resource';
export { Reference, Unknown, isAbsent, isList, isMap, type Value, type ValueMap } from './model/value';
export { rules } from './rules';
