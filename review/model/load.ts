export { checkPath, type PathOptions } from './inputs/path';
export { graphOfFolder, graphOfHcl, type FolderOptions } from './inputs/folder';
export { graphOfStacks, type SourceOf, type StackInput } from './inputs/stacks';
export { graphOfSynthesized, type SynthesizedOptions } from './inputs/synthesized';
export { graphOfPlan, type PlanOptions } from './inputs/plan/plan';
