import type { RdsClusterConfig } from '@cdktf/provider-aws/lib/rds-cluster';
import type { Construct } from 'constructs';
import type { KeyRef } from '../kms/key-ref';
import { keepEngine } from '../rds/keep-engine';
import { managedByRds, masterUsername, MasterSecret } from '../rds/master-password';
import { majorOf } from './cluster-engine';
import { addParts, type ClusterParts } from './cluster-parts';
import type { DatabaseClusterProps } from './cluster-props';
import { restoredFrom } from './cluster-settings';
import type { ParameterGroups } from './parameter-groups';

interface WritingParts extends ClusterParts {
  /** The secret with the master user's `username` and `password`. */
  readonly secretArn: string;
}

/** A cluster of its own: with a master user, a version that is its own, and what it began with. */
export function addWritingParts(scope: Construct, props: DatabaseClusterProps): WritingParts {
  const { name, key, engine } = props;
  const secret =
    engine.masterPasswordVersion === undefined ? undefined : new MasterSecret(scope, 'master-secret', props);
  const parts = addParts(scope, props, {
    writes: true,
    config: (groups) => ({
      ...{ ...restoredFrom(props), ...passwordOf(secret, key), masterUsername },
      ...upgradeOf(engine, groups),
    }),
  });
  const { cluster } = parts;
  keepEngine(scope, cluster, {
    ...{ name: `Cluster ${name}`, engine },
    major: majorOf(engine.name, engine.version) ?? engine.version,
  });
  return { ...parts, secretArn: secret ? secret.secretArn : cluster.masterUserSecret.get(0).secretArn };
}

function passwordOf(secret: MasterSecret | undefined, key: KeyRef): Partial<RdsClusterConfig> {
  if (!secret) return managedByRds(key);
  const { passwordWo, passwordWoVersion } = secret.config;
  return { masterPasswordWo: passwordWo, masterPasswordWoVersion: passwordWoVersion };
}

/** RDS takes the group of the instances for a major version alone, and asks for it then. */
function upgradeOf({ allowMajorVersionUpgrade }: DatabaseClusterProps['engine'], { instances }: ParameterGroups) {
  return allowMajorVersionUpgrade
    ? { allowMajorVersionUpgrade: true, dbInstanceParameterGroupName: instances.name }
    : {};
}
