import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { Construct } from 'constructs';
import { LastApplied } from '../last-applied';
import type { DatabaseProps } from './database-props';
import { majorVersion } from './engine';

/**
 * Refuses at plan time what RDS refuses half-way through an apply: another engine, and another major version that is not allowed.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
 */
export function keepEngine(scope: Construct, instance: DbInstance, { name, engine }: DatabaseProps): void {
  const major = majorVersion(engine.name, engine.version) ?? engine.version;
  const lastEngine = new LastApplied(scope, 'engine', { value: engine.name, mayChange: false });
  const lastMajor = new LastApplied(scope, 'major-version', {
    value: major,
    mayChange: engine.allowMajorVersionUpgrade ?? false,
  });
  const engineStays = {
    condition: lastEngine.isAsked,
    errorMessage: `Database ${name}: RDS changes the engine of no database. Expected ${lastEngine.applied}, found ${engine.name}. Add a database of the other engine, and move the data.`,
  };
  const majorStays = {
    condition: lastMajor.isAsked,
    errorMessage: `Database ${name}: expected major version ${lastMajor.applied}, or allowMajorVersionUpgrade for an upgrade to ${major}. RDS goes back to no older version.`,
  };
  instance.lifecycle = {
    ...instance.lifecycle,
    precondition: [engineStays, ...(engine.allowMajorVersionUpgrade ? [] : [majorStays])],
  };
}
