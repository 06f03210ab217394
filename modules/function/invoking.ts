import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { Construct } from 'constructs';
import { grant } from '../iam/grant';
import { roleRef, type RoleRef } from '../iam/role-ref';
import { assertProp, checkProps, granteeName, object, servicePrincipal, text } from '../props';
import type { FunctionRef } from './function-ref';

/** Which resource of a service may invoke. */
export interface InvokingService {
  /** The service's principal: `events.amazonaws.com`. */
  readonly service: string;
  /** The resource that the service invokes for: the ARN of a rule, a schedule, a route of an API. Only its last part may have a `*`. */
  readonly sourceArn: string;
}

const invokingService = object<InvokingService>({
  service: servicePrincipal,
  // Without the account, the resource of anybody would do.
  sourceArn: text('the ARN of a resource of one account, without * before the resource', (arn) =>
    /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d{12}:[!-~]{1,1024}$/.test(arn),
  ),
});

// 128 characters have the verb, the function's name and this one.
const invokingRole = { name: granteeName(32), role: roleRef };

/** What a function grants, whichever stack made it. All of it is about the alias `live`. */
export abstract class InvokedFunction extends Construct implements FunctionRef {
  abstract readonly functionName: string;
  abstract readonly aliasArn: string;
  /** What a permission names: of a function of this stack, references, so that the alias is there first. */
  protected abstract readonly invoked: { readonly functionName: string; readonly qualifier: string };

  /** Lets `role` invoke the function. @param name says which role, in letters and digits: `Web`. */
  grantInvoke(name: string, role: RoleRef): void {
    checkProps(this, invokingRole, { name, role });
    const id = `invoke-${this.functionName}-${name}`;
    assertProp(this, 'name', !this.node.tryFindChild(id), 'a name for each role', name);
    grant(this, id, role, [
      { Sid: 'Invokes', Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: this.aliasArn },
    ]);
  }

  /**
   * Lets a service invoke the function for one of the account's resources. Buckets do after `onObjects`, queues after `consume`, APIs when a route names the function.
   *
   * @param name says which resource, in letters and digits: `Nightly`.
   * @throws PropsError for what is no service, and for an ARN that does not name an account.
   */
  allowService(name: string, invoker: InvokingService): LambdaPermission {
    checkProps(this, { name: granteeName(), invoker: invokingService }, { name, invoker });
    const { service, sourceArn } = invoker;
    const id = `allow-${name}`;
    assertProp(this, 'name', !this.node.tryFindChild(id), 'a name for each resource', name);
    return this.permit(this, id, { principal: service, sourceArn });
  }

  /** A permission on the alias, of whoever makes what invokes: a resource-based policy statement. */
  permit(scope: Construct, id: string, { principal, sourceArn, sourceAccount }: Permit): LambdaPermission {
    const { functionName, qualifier } = this.invoked;
    return new LambdaPermission(scope, id, {
      ...{ functionName, qualifier, action: 'lambda:InvokeFunction', principal, sourceArn },
      ...(sourceAccount && { sourceAccount }),
    });
  }
}

/** Who may invoke, for which resource. */
export interface Permit {
  readonly principal: string;
  readonly sourceArn: string;
  /** Only S3 sends it, whose ARNs have no account. */
  readonly sourceAccount?: string;
}
