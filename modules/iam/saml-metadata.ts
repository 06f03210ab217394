import { isKnown, type Problem, type Prop } from '../props';
import { scanXml, type XmlElement } from './xml';

const source = 'IAM API reference, CreateSAMLProvider, SAMLMetadataDocument';
const namespace = 'urn:oasis:names:tc:SAML:2.0:metadata';
const expected = 'the metadata of a SAML 2.0 identity provider, an XML document of 1,000 to 10,000,000 characters';

/**
 * The metadata document of an identity provider, as text. What Terraform would evaluate, an entity that XML would resolve, and a document that does not describe
 * an identity provider are refused where they are.
 */
export const samlMetadata: Prop<string> = {
  expected,
  known: 'value',
  source,
  problems(found, prop) {
    if (typeof found !== 'string') return [{ prop, expected, found }];
    if (!isKnown(found)) return /^\$\{TfToken\[[^\]]*\]\}$/.test(found) ? [] : [{ prop, expected, found }];
    const length = found.length;
    if (/[$%]\{/.test(found))
      return [{ prop, expected: 'metadata without ${ and %{, which Terraform evaluates', found }];
    const { elements, fault } = scanXml(found);
    if (fault) return [{ prop: `${prop}, line ${fault.line}, column ${fault.column}`, ...fault }].map(short);
    const problem = describesProvider(elements, prop);
    if (problem) return [problem];
    return length >= 1000 && length <= 10_000_000
      ? []
      : [{ prop, expected: '1,000 to 10,000,000 characters', found: `${length.toLocaleString('en')} characters` }];
  },
};

function short({ prop, expected, found }: Problem): Problem {
  return { prop, expected, found };
}

/** What IAM takes from it: the issuer's name, and the certificates that its assertions are verified with. */
function describesProvider(elements: readonly XmlElement[], prop: string): Problem | undefined {
  const [root] = elements;
  const isNamed = (element: XmlElement | undefined, name: string) => element?.name.replace(/^.*:/, '') === name;
  if (!root || !isNamed(root, 'EntityDescriptor')) {
    return { prop, expected: 'an EntityDescriptor as its root element', found: root?.name };
  }
  const prefix = root.name.includes(':') ? root.name.replace(/:.*$/, '') : undefined;
  const declared = root.attributes[prefix === undefined ? 'xmlns' : `xmlns:${prefix}`];
  if (declared !== namespace) return { prop, expected: `an EntityDescriptor of ${namespace}`, found: declared };
  if (!root.attributes.entityID) return { prop, expected: 'an EntityDescriptor with an entityID', found: undefined };
  for (const name of ['IDPSSODescriptor', 'SingleSignOnService', 'X509Certificate']) {
    if (elements.some((element) => isNamed(element, name))) continue;
    return { prop, expected: `an EntityDescriptor with ${name}, as an identity provider has`, found: 'none' };
  }
  return undefined;
}
