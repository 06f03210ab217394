export { Browser } from './browser';
export {
  buildFunctions,
  startFunction,
  type FunctionDefinition,
  type FunctionName,
  type StartedFunction,
} from './functions';
export { copied, installShop, shopSource, type InstalledShop } from './install';
export { startLocalCache, wholeClusterAt, type Answer, type LocalCache } from './local-cache';
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
export { startSessionStore, type LocalSessionStore } from './session-store';
export { signedTokenProblem } from './signed-token';
export { parcel, signedBy, tellOfParcel } from './tell-of-parcel';
export { Customer, useShop } from './use';
export { useMailingWorker, useWorker, type WorkerScene } from './use-worker';
export { objectEvent, sizeOfWebp, useReport, useThumbnails } from './use-functions';
export { startLocalIssuer, type LocalIssuer, type Person } from './local-issuer';
export { useMail, type MailScene } from './use-mail';
export { useReceipts } from './use-receipts';
export { useSignIn, type SignInScene } from './use-sign-in';
