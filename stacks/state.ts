import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { StateBucket } from '../modules/state-bucket/state-bucket';
import { EnvironmentStack, stateKeyAlias } from './environment-stack';

/** Where the state of every stack of the environment lives, its own included (`terrace bootstrap` moves it in). */
export class StateStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, 'state');
    const { account, region, state } = environment;
    new StateBucket(this, 'state', {
      bucket: state.bucket,
      account,
      region,
      keyAlias: stateKeyAlias(environment),
      oldVersionRetentionDays: state.oldVersionRetentionDays,
      ...(state.replica !== 'none' && {
        replica: { bucket: state.replica.bucket, provider: this.providerIn(state.replica.region) },
      }),
    });
  }
}
