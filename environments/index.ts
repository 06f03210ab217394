// One line for each environment, named as its file is; a new one goes last. The order of promotion is that of their criticality.
export { dev } from './dev';
export { test } from './test';
export { prod } from './prod';
