export { graphOfFolder, graphOfHcl } from './inputs/folder';
export { graphOfStacks, type SourceOf, type StackInput } from './inputs/stacks';
