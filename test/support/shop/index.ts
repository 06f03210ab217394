export { copied, installShop, shopSource, type InstalledShop } from './install';
export { hasPostgres, howToGetPostgres, startPostgres, type DatabaseIdentity, type Postgres } from './postgres';
export {
  runProgram,
  startShop,
  told,
  type Ended,
  type Environment,
  type Shop,
  type Started,
  type Surroundings,
} from './shop';
export { missingForShop, startLocalPlatform, startPlatform, type LocalPlatform, type Platform } from './platform';
export { Customer, useShop } from './use';
export { useWorker, type WorkerScene } from './use-worker';
