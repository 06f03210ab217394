// One line for each environment. Their order, here and everywhere, is that of their criticality.
export { dev } from './dev';
export { test } from './test';
export { prod } from './prod';
