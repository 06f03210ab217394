import { Construct } from 'constructs';
import type { RoleRef } from '../iam/role-ref';
import { grantDelete, grantPresign, grantRead, grantWrite, type Granting } from './grants';

/** What a bucket grants, whichever stack made it. */
export abstract class GrantingBucket extends Construct {
  /** What the grants name. */
  protected abstract get granting(): Granting;

  /**
   * Lets `role` read objects and list their names.
   *
   * @param name says which role, in letters and digits: `Web`.
   * @param prefix only what is below it, with a / at its end: `uploads/`.
   * @default prefix the whole bucket
   */
  grantRead(name: string, role: RoleRef, prefix?: string): void {
    grantRead(this, this.granting, { name, role, prefix });
  }

  /** Lets `role` write objects, not delete them. @param prefix as in `grantRead` */
  grantWrite(name: string, role: RoleRef, prefix?: string): void {
    grantWrite(this, this.granting, { name, role, prefix });
  }

  /** Lets `role` delete objects; their versions stay for `oldVersionDays`. @param prefix as in `grantRead` */
  grantDelete(name: string, role: RoleRef, prefix?: string): void {
    grantDelete(this, this.granting, { name, role, prefix });
  }

  /**
   * Lets `role` sign URLs by which others read or write one object each, for at most `seconds` after the signature. It can do nothing else with them.
   *
   * @param prefix as in `grantRead`
   * @default seconds 60
   */
  grantPresign(name: string, role: RoleRef, prefix?: string, seconds?: number): void {
    grantPresign(this, this.granting, { name, role, prefix, seconds });
  }
}
