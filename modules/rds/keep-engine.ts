import type { TerraformResourceLifecycle } from 'cdktf';
import type { Construct } from 'constructs';
import { LastApplied } from '../last-applied';

interface KeptEngine {
  /** What it is, in the message: `Database prod-main`. */
  readonly name: string;
  readonly engine: { readonly name: string; readonly allowMajorVersionUpgrade?: boolean };
  readonly major: string;
}

/**
 * Refuses at plan time what RDS refuses half-way through an apply: another engine, and another major version that is not allowed.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
 */
export function keepEngine(
  scope: Construct,
  resource: { lifecycle?: TerraformResourceLifecycle | undefined },
  { name, engine, major }: KeptEngine,
): void {
  const lastEngine = new LastApplied(scope, 'engine', { value: engine.name, mayChange: false });
  const lastMajor = new LastApplied(scope, 'major-version', {
    value: major,
    mayChange: engine.allowMajorVersionUpgrade ?? false,
  });
  const engineStays = {
    condition: lastEngine.isAsked,
    errorMessage: `${name}: RDS changes the engine of no database. Expected ${lastEngine.applied}, found ${engine.name}. Add a database of the other engine, and move the data.`,
  };
  const majorStays = {
    condition: lastMajor.isAsked,
    errorMessage: `${name}: expected major version ${lastMajor.applied}, or allowMajorVersionUpgrade for an upgrade to ${major}. RDS goes back to no older version.`,
  };
  resource.lifecycle = {
    ...resource.lifecycle,
    precondition: [engineStays, ...(engine.allowMajorVersionUpgrade ? [] : [majorStays])],
  };
}
