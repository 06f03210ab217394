import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { Construct } from 'constructs';
import { fixedDescription } from '../fixed-description';
import { checkProps, matching, optional, sentence, type Description, type Prop } from '../props';
import { identityProblems } from './identity-statements';
import { iamPath } from './path';
import { documentText } from './policy-document';
import type { PolicyRef } from './policy-ref';
import { policyStatements, type PolicyStatement } from './policy-statement';

export interface ManagedPolicyProps {
  /** The policy's name, unique in its account. Another one makes another policy. */
  readonly name: string;
  /** What it allows, and whom it is for. IAM cannot change it: the first one stays. */
  readonly description: string;
  /** What it allows and denies: in code, or of a file by `parsePolicy`. 6,144 characters at most, without whitespace. */
  readonly statements: readonly PolicyStatement[];
  /**
   * Groups policies, so that another one can name them together. AWS cannot change it later: a new path replaces the policy.
   * @default /
   */
  readonly path?: string;
}

const statements: Prop<readonly PolicyStatement[]> = { ...policyStatements, problems: identityProblems };

const managedPolicyProps: Description<ManagedPolicyProps> = {
  name: matching(/^[\w+=,.@-]{1,128}$/, '1 to 128 letters, digits and _+=,.@-', {
    source: 'IAM API reference, CreatePolicy, PolicyName',
  }),
  description: sentence('what the policy allows', {
    max: 1000,
    source: 'IAM API reference, CreatePolicy, Description',
  }),
  statements,
  path: optional(iamPath, '/'),
};

/**
 * A customer managed policy, which several roles can have (`managedPolicies` of a `Role`). What one role alone may do is an inline policy of its own: `addPolicy`.
 *
 * It allows nothing beyond the boundary of a role that has it.
 */
export class ManagedPolicy extends Construct implements PolicyRef {
  static readonly props = managedPolicyProps;
  readonly policyArn: string;
  readonly statements: readonly PolicyStatement[];
  readonly nodes: { readonly policy: IamPolicy };

  /** @throws PropsError for a name that IAM refuses, and for statements that it does not know or that allow more than they seem to. */
  constructor(scope: Construct, id: string, props: ManagedPolicyProps) {
    super(scope, id);
    checkProps(this, managedPolicyProps, props);
    const { name, description, statements, path } = props;
    const policy = new IamPolicy(this, 'policy', {
      name,
      description,
      path,
      policy: documentText(statements),
      lifecycle: { ignoreChanges: [fixedDescription] },
    });
    this.nodes = { policy };
    this.policyArn = policy.arn;
    this.statements = statements;
  }
}
