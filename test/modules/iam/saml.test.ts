import { readFileSync } from 'node:fs';
import {
  FederatedPeople,
  People,
  Role,
  SamlProvider,
  type FederatedPeopleProps,
  type SamlProviderProps,
} from '../../../modules/iam';
import { statements, synth } from '../../support/synth';

const account = '111122223333';
const metadata = readFileSync('test/support/saml/identity-provider.xml', 'utf8');
const boundary = { policyArn: `arn:aws:iam::${account}:policy/boundary` };
const provider = { providerArn: `arn:aws:iam::${account}:saml-provider/okta` };

const saml = (props: Partial<SamlProviderProps> = {}) =>
  synth((stack) => new SamlProvider(stack, 'saml', { name: 'okta', metadata, ...props }));

describe('a SAML provider', () => {
  test('has a name and the metadata as they are in the file', () => {
    expect(saml().one('aws_iam_saml_provider')).toEqual({ name: 'okta', saml_metadata_document: metadata });
  });

  test('takes metadata without prefixes', () => {
    const plain = metadata.replaceAll('md:', '').replace('xmlns:md', 'xmlns').replace('xmlns:=', 'xmlns=');
    expect(plain).toContain('<EntityDescriptor xmlns=');
    expect(saml({ metadata: plain }).one('aws_iam_saml_provider').saml_metadata_document).toBe(plain);
  });

  const changed = (from: string, to: string) => ({ metadata: metadata.replace(from, to) });
  test.each<[string, Partial<SamlProviderProps>, string]>([
    ['a name with blanks', { name: 'my okta' }, 'name: expected 1 to 128 letters, digits and ._-, found "my okta"'],
    [
      'metadata by their address',
      { metadata: 'https://idp.example.com/metadata' },
      'metadata, line 1, column 1: expected XML, a root element first, found "https://idp.example."',
    ],
    [
      'what is too short to be metadata',
      changed(metadata.slice(metadata.indexOf('MII'), metadata.indexOf('</ds:X509C')), 'MII'),
      'metadata: expected 1,000 to 10,000,000 characters, found ',
    ],
    [
      'an element that is not closed',
      changed('</md:KeyDescriptor>', ''),
      'metadata, line 27, column 3: expected </md:KeyDescriptor>, found "</md:IDPSSODescriptor>"',
    ],
    ['an ampersand by itself', changed('&amp;', '&'), 'expected well-formed XML, found "<md:SingleSignOnServ"'],
    [
      'a document type, which could fetch entities',
      changed('<md:EntityDescriptor', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><md:EntityDescriptor'),
      'metadata, line 3, column 1: expected no document type, found "<!DOCTYPE a SYSTEM',
    ],
    ['a byte order mark', { metadata: `\ufeff${metadata}` }, 'metadata, line 1, column 1: expected no byte order mark'],
    [
      'what Terraform would evaluate',
      changed('tenant=1', 'tenant=${file("/etc/passwd")}'),
      'metadata: expected metadata without ${ and %{, which Terraform evaluates',
    ],
    [
      'another document',
      { metadata: '<html></html>' },
      'metadata: expected an EntityDescriptor as its root element, found "html"',
    ],
    [
      'several providers in one document',
      {
        metadata: `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${metadata.slice(metadata.indexOf('<md:Entity'))}</md:EntitiesDescriptor>`,
      },
      'metadata: expected an EntityDescriptor as its root element, found "md:EntitiesDescriptor"',
    ],
    [
      'another namespace',
      changed('SAML:2.0:metadata', 'SAML:1.1:metadata'),
      'metadata: expected an EntityDescriptor of urn:oasis:names:tc:SAML:2.0:metadata',
    ],
    [
      'metadata of a service provider',
      { metadata: metadata.replaceAll('IDPSSODescriptor', 'SPSSODescriptor') },
      'metadata: expected an EntityDescriptor with IDPSSODescriptor, as an identity provider has, found "none"',
    ],
    [
      'metadata without a certificate',
      { metadata: metadata.replaceAll('X509Certificate>', 'KeyName>') },
      'metadata: expected an EntityDescriptor with X509Certificate',
    ],
    [
      'no name of the issuer',
      changed(' entityID="https://idp.example.com/saml"', ''),
      'expected an EntityDescriptor with an entityID',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(() => saml(props)).toThrow(message);
  });
});

describe('a role for people of a SAML provider', () => {
  const trustOf = (signInRegions?: readonly string[]) => {
    const trust = { saml: { provider, ...(signInRegions && { signInRegions }) } };
    const role = synth((stack) => new Role(stack, 'role', { name: 'developer', description: 'Develops', trust }));
    return statements(role.one('aws_iam_role').assume_role_policy);
  };

  test('is assumed by assertions that were made for AWS, and by nothing else', () => {
    expect(trustOf()).toEqual({
      PeopleOfSamlProvider: {
        Sid: 'PeopleOfSamlProvider',
        Effect: 'Allow',
        Principal: { Federated: provider.providerArn },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      },
    });
  });

  test('is assumed through the endpoints of several regions, where us-east-1 has no region in its name', () => {
    expect(trustOf(['eu-central-1', 'us-east-1']).PeopleOfSamlProvider!.Condition).toEqual({
      StringEquals: {
        'SAML:aud': ['https://eu-central-1.signin.aws.amazon.com/saml', 'https://signin.aws.amazon.com/saml'],
      },
    });
  });

  test('refuses an OIDC provider, and no region', () => {
    const oidc = { providerArn: `arn:aws:iam::${account}:oidc-provider/okta` };
    const build = (saml: { provider: typeof oidc; signInRegions?: string[] }) => () =>
      synth((stack) => new Role(stack, 'role', { name: 'a', description: 'b', trust: { saml } }));
    expect(build({ provider: oidc })).toThrow('trust.saml.provider.providerArn: expected the ARN of a SAML provider');
    expect(build({ provider, signInRegions: [] })).toThrow('trust.saml.signInRegions: expected 1 to 20 regions');
  });
});

describe('federated people', () => {
  const props = { account, maxSessionHours: 4, boundary };
  const federated = (more: Partial<FederatedPeopleProps> = {}) =>
    synth((stack) => new FederatedPeople(stack, 'people', { ...props, provider, ...more }));
  const users = synth((stack) => new People(stack, 'people', props));
  const rolesOf = (synthesized: typeof users) =>
    synthesized
      .resources('aws_iam_role')
      .map(({ name, attributes: { assume_role_policy: _, ...others } }) => ({ name, ...others }));

  test('have the roles that users have, at the same addresses', () => {
    expect(rolesOf(federated())).toEqual(rolesOf(users));
    expect(federated().all('aws_iam_role_policy')).toEqual(users.all('aws_iam_role_policy'));
  });

  test('assume each of them by an assertion, and none as a user', () => {
    const trusts = federated()
      .all('aws_iam_role')
      .map(({ assume_role_policy }) => Object.keys(statements(assume_role_policy)));
    expect(trusts).toEqual(Array.from({ length: 5 }, () => ['PeopleOfSamlProvider']));
  });

  test('have no users, groups or policies of users', () => {
    expect(federated().types()).toEqual(['aws_iam_role', 'aws_iam_role_policy', 'aws_iam_role_policy_attachment']);
  });

  test('sign in through the regions that are named', () => {
    const [{ assume_role_policy }] = federated({ signInRegions: ['eu-west-1'] }).all('aws_iam_role') as [
      { assume_role_policy: string },
    ];
    expect(assume_role_policy).toContain('https://eu-west-1.signin.aws.amazon.com/saml');
  });
});
