// A resource holds values, and a value may refer to a resource: `value.ts` defines both.
export type { Place, Root } from './place';
export { Resource, type PlannedChange, type Provider, type ResourceProps } from './value';
