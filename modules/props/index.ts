export {
  accountId,
  arn,
  bucketName,
  granteeName,
  identifier,
  ipv4Range,
  keyAlias,
  newBucketName,
  regionName,
  servicePrincipal,
} from './aws';
export { checkProps } from './check';
export { list, map, type ListOptions } from './collection';
export { isKnown, PropsError, assertProp, type Problem } from './error';
export { amount, flag, number, oneOfNumbers, wholeNumber } from './number';
export {
  object,
  either,
  optional,
  reference,
  satisfying,
  union,
  type Description,
  type Optional,
  type Prop,
} from './prop';
export { matching, oneOf, sentence, text, type About } from './text';
