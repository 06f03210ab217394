import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName } from '../props';
import type { PipeRef } from './pipe-ref';

const grantProps = { name: granteeName(32), role: roleRef };

/** What a pipe grants, whichever stack made it. */
export abstract class GrantingPipe extends Construct {
  /** What the grant names. */
  protected abstract get granting(): PipeRef;

  /**
   * Lets `role` see why a pipe stopped, stop it and start it again: EventBridge stops one that fails all the time (EventBridge user guide, Amazon EventBridge Pipes
   * error handling and troubleshooting).
   *
   * @param name says which role, in letters and digits: `Operators`.
   */
  grantStartStop(name: string, role: RoleRef): void {
    checkProps(this, grantProps, { name, role });
    const { pipeName, pipeArn } = this.granting;
    const actions = ['pipes:DescribePipe', 'pipes:StartPipe', 'pipes:StopPipe'];
    grant(this, `start-stop-${pipeName}-${name}`, role, [
      { Sid: 'StartsAndStops', Effect: 'Allow', Action: actions, Resource: pipeArn },
    ]);
  }
}
