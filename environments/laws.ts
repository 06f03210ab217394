import {
  acceleratedReadsMayBeOld,
  acceleratedTablesExist,
  acceleratorsServe,
  nodesOfAccelerators,
  nodesToSpare,
  roomForAccelerators,
} from './laws/accelerators';
import { anomalyWithinBudget, partsWithinBudget, thresholdsRise } from './laws/account';
import {
  disjointCidrs,
  nameOfFile,
  ownAccount,
  ownBucket,
  ownNatAddresses,
  ownPipelineJobs,
  peersExist,
  type Candidate,
} from './laws/across';
import {
  apisHaveUsers,
  hostsOfApisAreOwn,
  hostsOfApisHaveCertificate,
  roomForApis,
  routesOfApisFit,
} from './laws/apis';
import { limitsInOrder, parametersOfCachesAreOwn, serverlessVersionsExist, userGroupsFitEngine } from './laws/caches';
import {
  capacityExists,
  namesOfInstances,
  oneArchitecture,
  tasksFitInstances,
  wayOutOfInstances,
} from './laws/cluster-instances';
import {
  auditEventsOfClusters,
  clustersRestoredFromAnother,
  instancesAreApart,
  instancesOfClusters,
  majorVersionsOfClustersAtOnce,
  namesOfClusters,
  parametersOfClustersAreOwn,
  proxiesHaveUsers,
  rangesOfClusters,
  readersOfClusters,
} from './laws/clusters';
import {
  asnOfDevice,
  connectedEnvironmentsArePeers,
  connectedOnce,
  connectedRangesAreDistinct,
  connectedTiersExist,
} from './laws/connected-networks';
import {
  auditLogsOfMySql,
  majorVersionsAtOnce,
  minorVersionsOfReplicas,
  parametersAreOwn,
  replicasAreKeptOrRetiring,
  restoredFromAnother,
  storagePerforms,
} from './laws/databases';
import {
  certificateNamesInZone,
  commonNameFits,
  ownDomains,
  privateZoneHidesNothing,
  privateZoneIsNotOfServices,
} from './laws/dns';
import {
  prefixesAreApart,
  queuesOfFunctionsFit,
  roomForVariablesOfFunctions,
  runtimeIsSupported,
  schedulesFit,
  wayOutOfFunctions,
  whatFunctionsUseExists,
} from './laws/functions';
import { databasesAreApart } from './laws/identifiers';
import { eventRulesFit, sourcesHaveBus } from './laws/event-bus';
import { keyStaysWithData } from './laws/keys';
import {
  addressesOfGateways,
  endpointsInZones,
  hoursInOrder,
  wayToBastion,
  zonesInRegion,
  zonesRetire,
  zonesToSpan,
} from './laws/network';
import { mailEventsAreTaken, mailIsInZone, mailIsKept, sendersAreOfMail, wayToMail } from './laws/mail';
import { consumersFit, deliveriesFit, waitIsTold } from './laws/messaging';
import { neverWeaker } from './laws/never-weaker';
import { planOfOneRef, subjectsOfIssuer } from './laws/pipelines';
import {
  nodesOfCache,
  objectsMoveInTime,
  performanceInsights,
  roomForUsers,
  storageGrows,
  versionsExist,
  windowsDoNotOverlap,
} from './laws/stores';
import {
  certificatesExist,
  distributionAsksBalancer,
  firewallInFront,
  hostsHaveBalancer,
  hostsHaveCertificate,
  hostsOfDistribution,
  ipv6OfBalancer,
  prioritiesAreApart,
  routesAreApart,
} from './laws/requests';
import {
  noShellWhereCritical,
  roomForServices,
  taskSizesExist,
  tasksInOrder,
  usersOfCachesAreApart,
  wayOutOfServices,
  whatServicesUseExists,
  zoneToSpare,
} from './laws/services';
import {
  hostsOfServer,
  reasonForOneServer,
  roomForVariables,
  serversInOrder,
  typesForSpot,
  typesOfArchitecture,
  wayOutOfServer,
  zoneOfServer,
} from './laws/servers';
import { mapsOfShards, namesOfShards, usersOfShardsReadMap } from './laws/shards';
import { distributionLetsPeopleBack, nobodyPassesSignIn, peopleComeBack, signInIsAtBalancer } from './laws/sign-in';
import { criticalTablesAreKept, indexesExist, keysFit, unitsInOrder } from './laws/tables';
import {
  accountsAreSafe,
  clientsAnswer,
  parentOfDomainAnswers,
  usersAreMailed,
  usersHaveDomain,
  verifiersHaveClient,
  wayToKeys,
} from './laws/users';
import { problem, type Problem } from './load/problem';

export type { Candidate } from './laws/across';

/** What must be true between the fields of one environment. */
const within = [
  thresholdsRise,
  anomalyWithinBudget,
  partsWithinBudget,
  zonesInRegion,
  zonesToSpan,
  zonesRetire,
  addressesOfGateways,
  endpointsInZones,
  connectedRangesAreDistinct,
  connectedTiersExist,
  connectedOnce,
  asnOfDevice,
  wayToBastion,
  hoursInOrder,
  versionsExist,
  performanceInsights,
  storageGrows,
  storagePerforms,
  parametersAreOwn,
  auditLogsOfMySql,
  minorVersionsOfReplicas,
  majorVersionsAtOnce,
  restoredFromAnother,
  replicasAreKeptOrRetiring,
  namesOfShards,
  mapsOfShards,
  usersOfShardsReadMap,
  databasesAreApart,
  parametersOfClustersAreOwn,
  auditEventsOfClusters,
  instancesOfClusters,
  rangesOfClusters,
  readersOfClusters,
  majorVersionsOfClustersAtOnce,
  clustersRestoredFromAnother,
  proxiesHaveUsers,
  instancesAreApart,
  namesOfClusters,
  windowsDoNotOverlap,
  nodesOfCache,
  roomForUsers,
  parametersOfCachesAreOwn,
  userGroupsFitEngine,
  serverlessVersionsExist,
  limitsInOrder,
  keyStaysWithData,
  subjectsOfIssuer,
  planOfOneRef,
  certificateNamesInZone,
  commonNameFits,
  privateZoneHidesNothing,
  privateZoneIsNotOfServices,
  objectsMoveInTime,
  deliveriesFit,
  waitIsTold,
  eventRulesFit,
  sourcesHaveBus,
  keysFit,
  indexesExist,
  unitsInOrder,
  criticalTablesAreKept,
  acceleratedTablesExist,
  acceleratedReadsMayBeOld,
  nodesToSpare,
  roomForAccelerators,
  nodesOfAccelerators,
  mailIsInZone,
  mailEventsAreTaken,
  mailIsKept,
  usersHaveDomain,
  parentOfDomainAnswers,
  clientsAnswer,
  usersAreMailed,
  accountsAreSafe,
  whatServicesUseExists,
  acceleratorsServe,
  consumersFit,
  whatFunctionsUseExists,
  runtimeIsSupported,
  queuesOfFunctionsFit,
  prefixesAreApart,
  wayOutOfFunctions,
  roomForVariablesOfFunctions,
  schedulesFit,
  sendersAreOfMail,
  wayToMail,
  verifiersHaveClient,
  wayToKeys,
  signInIsAtBalancer,
  peopleComeBack,
  nobodyPassesSignIn,
  distributionLetsPeopleBack,
  tasksInOrder,
  taskSizesExist,
  zoneToSpare,
  noShellWhereCritical,
  wayOutOfServices,
  roomForServices,
  usersOfCachesAreApart,
  serversInOrder,
  typesForSpot,
  typesOfArchitecture,
  roomForVariables,
  capacityExists,
  oneArchitecture,
  tasksFitInstances,
  wayOutOfInstances,
  namesOfInstances,
  reasonForOneServer,
  zoneOfServer,
  wayOutOfServer,
  hostsOfServer,
  hostsHaveBalancer,
  certificatesExist,
  hostsHaveCertificate,
  firewallInFront,
  distributionAsksBalancer,
  hostsOfDistribution,
  ipv6OfBalancer,
  routesAreApart,
  prioritiesAreApart,
  hostsOfApisHaveCertificate,
  hostsOfApisAreOwn,
  apisHaveUsers,
  routesOfApisFit,
  roomForApis,
];

/** What must be true between environments. */
const across = [
  nameOfFile,
  ownAccount,
  ownBucket,
  ownPipelineJobs,
  ownNatAddresses,
  disjointCidrs,
  ownDomains,
  peersExist,
  connectedEnvironmentsArePeers,
  neverWeaker,
];

/** Every breach of every law, in the parts of the environments that are sound. */
export function breaches(candidates: readonly Candidate[]): Problem[] {
  return [
    ...candidates.flatMap((candidate) =>
      within.flatMap((law) => law(candidate.sound).map((finding) => problem(candidate, finding))),
    ),
    ...across.flatMap((law) => law(candidates)),
  ];
}
