import { editJson } from '../answer';
import type { Answerer, Fault } from '../fault';
import { signInPages, type PoolDomains } from './sign-in-pages';

export const cognito = (): Fault[] => {
  const domains: PoolDomains = new Map();
  return [tiers(), loginVersions(domains), certificates(), signInPages(domains)];
};

const target = (action: string) => `AWSCognitoIdentityProviderService.${action}`;

function tiers(): Fault {
  const kept = new Map<string, unknown>();
  return {
    service: 'cognito-idp',
    fault: 'has no tier for a user pool that is created without one',
    answers: {
      CreateUserPool: async (call, next) =>
        editJson(await next(call), ({ UserPool }) => {
          // Cognito API reference, CreateUserPool, UserPoolTier: ESSENTIALS where none is told.
          const { UserPoolTier = 'ESSENTIALS' } = call.json;
          kept.set(UserPool.Id, UserPoolTier);
          Object.assign(UserPool, { UserPoolTier });
        }),
      UpdateUserPool: (call, next) => {
        const { UserPoolId, UserPoolTier } = call.json;
        if (UserPoolTier) kept.set(UserPoolId, UserPoolTier);
        return next(call);
      },
      DescribeUserPool: async (call, next) =>
        editJson(await next(call), ({ UserPool }) => {
          UserPool.UserPoolTier = kept.get(UserPool.Id);
        }),
    },
    isThere: async (moto) => {
      const { text } = await moto.json('cognito-idp', target('CreateUserPool'), { PoolName: 'fault' });
      return !text.includes('UserPoolTier');
    },
  };
}

function loginVersions(domains: PoolDomains): Fault {
  const kept = new Map<string, unknown>();
  return {
    service: 'cognito-idp',
    fault: 'forgets the login version of a domain',
    answers: {
      CreateUserPoolDomain: (call, next) => {
        kept.set(call.json.Domain, call.json.ManagedLoginVersion);
        domains.set(call.json.Domain, { region: call.region, userPoolId: call.json.UserPoolId });
        return next(call);
      },
      UpdateUserPoolDomain: (call, next) => {
        kept.set(call.json.Domain, call.json.ManagedLoginVersion);
        return next(call);
      },
      DescribeUserPoolDomain: async (call, next) =>
        editJson(await next(call), ({ DomainDescription = {} }) => {
          const version = kept.get(DomainDescription.Domain);
          if (version) DomainDescription.ManagedLoginVersion = version;
        }),
    },
    isThere: async (moto) => {
      const { text } = await moto.json('cognito-idp', target('CreateUserPool'), { PoolName: 'fault' });
      const UserPoolId = JSON.parse(text).UserPool.Id;
      const Domain = 'fault';
      await moto.json('cognito-idp', target('CreateUserPoolDomain'), { UserPoolId, Domain, ManagedLoginVersion: 2 });
      const found = await moto.json('cognito-idp', target('DescribeUserPoolDomain'), { Domain });
      return !found.text.includes('ManagedLoginVersion');
    },
  };
}

function certificates(): Fault {
  const kept = new Map<string, unknown>();
  const keep: Answerer = (call, next) => {
    kept.set(call.json.Domain, call.json.CustomDomainConfig);
    return next(call);
  };
  return {
    service: 'cognito-idp',
    fault: 'tells no certificate of a domain',
    answers: {
      CreateUserPoolDomain: keep,
      UpdateUserPoolDomain: keep,
      DescribeUserPoolDomain: async (call, next) =>
        editJson(await next(call), ({ DomainDescription = {} }) => {
          const CustomDomainConfig = kept.get(DomainDescription.Domain);
          if (CustomDomainConfig) Object.assign(DomainDescription, { CustomDomainConfig });
        }),
    },
    isThere: async (moto) => {
      const { text } = await moto.json('cognito-idp', target('CreateUserPool'), { PoolName: 'fault' });
      const UserPoolId = JSON.parse(text).UserPool.Id;
      const Domain = 'fault.example.com';
      const CertificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/fault';
      const asked = { UserPoolId, Domain, CustomDomainConfig: { CertificateArn } };
      await moto.json('cognito-idp', target('CreateUserPoolDomain'), asked);
      const found = await moto.json('cognito-idp', target('DescribeUserPoolDomain'), { Domain });
      return !found.text.includes(CertificateArn);
    },
  };
}
