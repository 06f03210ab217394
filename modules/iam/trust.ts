import { optOut, type OptOut } from '../opt-out';
import { accountId, either, object, servicePrincipal, union } from '../props';
import { pipelineStatement, pipelineTrusts, type PipelineTrust } from './pipeline-trust';
import { policyDocument } from './policy-document';
import type { PolicyStatement } from './policy-statement';
import { samlStatement, samlTrust, type SamlTrust } from './saml-trust';

/** Who may assume a role: people with MFA, people of a SAML provider, an AWS service, or a job of a pipeline. */
export type Trust = PeopleTrust | SamlTrust | ServiceTrust | PipelineTrust;

export interface PeopleTrust {
  /** The account whose users may assume the role, with MFA, if a policy of their own lets them: 12 digits. */
  readonly people: string;
}

export interface ServiceTrust {
  /** The service's principal: `vpc-flow-logs.amazonaws.com`. */
  readonly service: string;
  /**
   * The account on whose behalf the service may act, so that no other account can make it act here (the confused deputy problem).
   * Off only for a service that does not send it: EC2 and Lambda.
   */
  readonly sourceAccount: string | OptOut;
}

/** Every member that a kind of trust needs is asked for: without its source account, a service could be made to act here by anybody. */
export const trustProp = union<Trust>('who may assume the role', {
  people: object<PeopleTrust>({ people: accountId }),
  service: object<ServiceTrust>({ service: servicePrincipal, sourceAccount: either(accountId, optOut) }),
  saml: samlTrust,
  ...pipelineTrusts,
});

/** A job of a pipeline, and nobody else. */
export const pipelineTrustProp = union<PipelineTrust>('the job that may assume the role', pipelineTrusts);

/**
 * The trust policy of a role. Every pin is an equality, and only a branch may be left open: no wildcard replaces a repository, project, environment or account.
 *
 * @param maxSessionHours people's MFA may be as old as a session may last.
 */
export function trustPolicy(trust: Trust, maxSessionHours: number): string {
  return policyDocument([statementOf(trust, maxSessionHours)]);
}

function statementOf(trust: Trust, maxSessionHours: number): PolicyStatement {
  if ('people' in trust) return people(trust, maxSessionHours);
  if ('service' in trust) return service(trust);
  return 'saml' in trust ? samlStatement(trust) : pipelineStatement(trust);
}

function people({ people }: PeopleTrust, maxSessionHours: number): PolicyStatement {
  return {
    Sid: 'PeopleWithMfa',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${people}:root` },
    Action: 'sts:AssumeRole',
    Condition: {
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': `${maxSessionHours * 3600}` },
    },
  };
}

function service({ service, sourceAccount }: ServiceTrust): PolicyStatement {
  const statement = {
    Sid: 'Service',
    Effect: 'Allow',
    Principal: { Service: service },
    Action: 'sts:AssumeRole',
  } as const;
  if (typeof sourceAccount !== 'string') return statement;
  return { ...statement, Condition: { StringEquals: { 'aws:SourceAccount': sourceAccount } } };
}
