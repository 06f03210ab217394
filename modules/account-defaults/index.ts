export { AccountDefaults } from './account-defaults';
export { RegionDefaults } from './region-defaults';
