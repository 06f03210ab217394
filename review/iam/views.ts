import type { AccessLevel } from './actions';

/** The names of a resource, for reports. */
export interface ResourceNote {
  readonly address: string;
  readonly type: string;
  readonly root: string;
  readonly constructPath?: string;
}

/** A role, user or group, as a page shows it. */
export interface IdentityView {
  readonly kind: 'role' | 'user' | 'group';
  /** `ci-apply` */
  readonly name: string;
  readonly arn: string;
  readonly resource: ResourceNote;
  /** The policy that bounds it, `boundary`, or why that is not known. */
  readonly boundary?: { readonly name: string; readonly unknown?: string };
  readonly policies: readonly PolicyNote[];
  /** Who may become it. Empty of users and groups. */
  readonly assumedBy: readonly AssumerView[];
  /** Its permissions within the permissions boundary, by service, the broadest first. */
  readonly grants: readonly GrantView[];
  readonly notable: readonly Notable[];
  /** Instance profiles that hand it to EC2. */
  readonly instanceProfiles: readonly string[];
  /** Values that would have to be known to say more. */
  readonly unknown: readonly string[];
}

export interface PolicyNote {
  readonly name: string;
  readonly kind: 'inline' | 'managed' | 'aws-managed';
  /** Of the resource that holds the text; AWS's have none. */
  readonly resource?: ResourceNote;
  /** Why its text is not known. */
  readonly unknown?: string;
}

export interface AssumerView {
  readonly kind: 'service' | 'role' | 'user' | 'group' | 'account' | 'oidc' | 'saml' | 'everyone' | 'other';
  /** `ec2.amazonaws.com`, `developers`, an account's id, `token.actions.githubusercontent.com` */
  readonly name: string;
  /** The conditions in words: `aws:MultiFactorAuthPresent is "true"`. */
  readonly conditions: readonly string[];
  /** The construct path or address, of those of the graph. */
  readonly resource?: ResourceNote;
  /** Through which roles, where not directly: `["deployer"]`. */
  readonly via: readonly string[];
}

export interface GrantView {
  /** `s3`, or `*` for all */
  readonly service: string;
  readonly levels: readonly AccessLevel[];
  /** As the policies write them, sorted. */
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
}

export interface Notable {
  readonly kind: 'admin' | 'escalation' | 'wildcard' | 'public';
  /** One sentence. */
  readonly message: string;
  readonly certain: boolean;
}

/** A KMS key, as a page shows it. */
export interface KeyView {
  /** The first alias, else the description, else the address. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly resource: ResourceNote;
  readonly rotation: {
    readonly on: boolean;
    readonly periodDays?: number;
    readonly unknown?: string;
    /** Why it has none to be switched on, in words: `KMS does not rotate RSA_4096 keys`. */
    readonly none?: string;
  };
  readonly deletionWindowDays?: number;
  readonly multiRegion: boolean;
  /** Every resource that names the key, with the attribute: `storage_encrypted`'s `kms_key_id`. */
  readonly encrypts: readonly (ResourceNote & { readonly attribute: string })[];
  readonly users: readonly KeyUser[];
  readonly administrators: readonly KeyUser[];
  readonly unknown: readonly string[];
}

export interface KeyUser {
  /** A role's name, a service, `anyone in the account`, `everyone` */
  readonly name: string;
  readonly resource?: ResourceNote;
  readonly actions: readonly string[];
  readonly conditions: readonly string[];
  /** Whether the key's own policy says so, or leaves it to the policies of the account's identities. */
  readonly through: 'key policy' | 'identity policy';
}
