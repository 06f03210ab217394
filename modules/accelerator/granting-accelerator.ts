import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import type { PolicyStatement } from '../iam/policy-statement';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { checkProps, granteeName } from '../props';
import { acceleratorPort, type AcceleratorRef } from './accelerator-ref';

/** Actions on items (Service Authorization Reference, Amazon DynamoDB Accelerator). */
const reads = ['dax:BatchGetItem', 'dax:ConditionCheckItem', 'dax:GetItem', 'dax:Query', 'dax:Scan'];
const writes = ['dax:BatchWriteItem', 'dax:DeleteItem', 'dax:PutItem', 'dax:UpdateItem'];
/** What the protocol of its clients is let do besides (DynamoDB developer guide, DAX access control). */
const protocol = ['dax:DefineAttributeList', 'dax:DefineAttributeListId', 'dax:DefineKeySchema', 'dax:Endpoints'];

/**
 * What a cluster grants, whichever stack made it. DAX knows no rights to single tables: who may read by it reads every table that it reads, whatever rights the
 * role has to the tables themselves.
 */
export abstract class GrantingAccelerator extends Construct {
  readonly port = acceleratorPort;
  /** What the grants name. */
  protected abstract get granting(): AcceleratorRef;

  /** Where clients of DAX connect: `daxs://prod-catalogue.abc123.dax-clusters.eu-west-1.amazonaws.com`. */
  get url(): string {
    return `daxs://${this.granting.endpoint}`;
  }

  /**
   * Lets `role` read by the cluster what the cluster may read.
   *
   * @param name says which role, in letters and digits: `Web`.
   */
  grantRead(name: string, role: RoleRef): void {
    this.give('read', { name, role }, [this.statement('ReadItems', reads)]);
  }

  /** Lets `role` write and delete items by the cluster. @param name as in `grantRead` */
  grantWrite(name: string, role: RoleRef): void {
    this.give('write', { name, role }, [this.statement('WriteItems', writes)]);
  }

  /** Lets `role` read, write and delete items by the cluster. @param name as in `grantRead` */
  grantReadWrite(name: string, role: RoleRef): void {
    this.give('read-write', { name, role }, [this.statement('ReadItems', reads), this.statement('WriteItems', writes)]);
  }

  private give(
    verb: string,
    { name, role }: { readonly name: string; readonly role: RoleRef },
    statements: readonly PolicyStatement[],
  ): void {
    checkProps(this, { name: granteeName(32), role: roleRef }, { name, role });
    const id = `${verb}-accelerator-${this.granting.name}-${name}`;
    grant(this, id, role, [...statements, this.statement('SpeakProtocol', protocol)]);
  }

  private statement(Sid: string, actions: readonly string[]): PolicyStatement {
    return { Sid, Effect: 'Allow', Action: actions, Resource: this.granting.acceleratorArn };
  }
}
