export { Detector } from './detector';
export {
  detectorFeatures,
  type AgentManagement,
  type ArchiveKeyRef,
  type DetectorFeature,
  type DetectorProps,
  type FindingsArchive,
} from './detector-props';
