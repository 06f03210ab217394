import { GuarddutyDetector } from '@cdktf/provider-aws/lib/guardduty-detector';
import { GuarddutyDetectorFeature } from '@cdktf/provider-aws/lib/guardduty-detector-feature';
import { GuarddutyPublishingDestination } from '@cdktf/provider-aws/lib/guardduty-publishing-destination';
import { Construct } from 'constructs';
import { Bucket } from '../bucket';
import { assertProp, checkProps } from '../props';
import {
  agentManagements,
  detectorFeatures,
  detectorProps,
  type DetectorFeature,
  type DetectorProps,
} from './detector-props';

const frequencies = { 15: 'FIFTEEN_MINUTES', 60: 'ONE_HOUR', 360: 'SIX_HOURS' };

/**
 * GuardDuty in one region: the detector, each feature as a resource of its own, and the bucket that findings are published to. A region has one detector, so each
 * region in use needs this once; for an account that has a detector already, import it.
 *
 * Every feature is written, also one that is off: deleting the resource of a feature changes nothing in AWS (provider documentation, aws_guardduty_detector_feature).
 */
export class Detector extends Construct {
  static readonly props = detectorProps;
  readonly detectorId: string;
  readonly nodes: {
    readonly detector: GuarddutyDetector;
    readonly features: Readonly<Record<DetectorFeature, GuarddutyDetectorFeature>>;
    readonly destination: GuarddutyPublishingDestination;
  };

  /** @throws PropsError for a feature that there is not, and for agents without the feature that they are of. */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: DetectorProps,
  ) {
    super(scope, id);
    checkProps(this, detectorProps, props);
    const { features, agents = [], archive, publishingMinutes = 15 } = props;
    const isWatched = agents.length === 0 || features.includes('RUNTIME_MONITORING');
    assertProp(this, 'agents', isWatched, 'none without the feature RUNTIME_MONITORING', agents);

    const detector = new GuarddutyDetector(this, 'detector', {
      enable: true,
      findingPublishingFrequency: frequencies[publishingMinutes],
    });
    this.detectorId = detector.id;
    const made = detectorFeatures.map((name) => [name, this.feature(detector, name)] as const);
    const destination = new GuarddutyPublishingDestination(this, 'destination', {
      detectorId: detector.id,
      destinationArn: archive.bucket.bucketArn,
      kmsKeyArn: archive.key.keyArn,
      // GuardDuty refuses a bucket that does not admit it yet.
      ...(archive.bucket instanceof Bucket && { dependsOn: [archive.bucket.nodes.policy] }),
    });
    this.nodes = {
      detector,
      features: Object.fromEntries(made) as Record<DetectorFeature, GuarddutyDetectorFeature>,
      destination,
    };
  }

  /** AWS answers all agents of a feature, so all are written: what is left out would be a change in each plan. */
  private feature(detector: GuarddutyDetector, name: DetectorFeature): GuarddutyDetectorFeature {
    const { features, agents = [] } = this.props;
    const status = (isOn: boolean) => (isOn ? 'ENABLED' : 'DISABLED');
    return new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll('_', '-'), {
      ...{ detectorId: detector.id, name, status: status(features.includes(name)) },
      ...(name === 'RUNTIME_MONITORING' && {
        additionalConfiguration: agentManagements.map((agent) => ({
          ...{ name: agent, status: status(agents.includes(agent)) },
        })),
      }),
    });
  }
}
