import { element, resultError, textOf, xml } from '../../answer';
import type { Answer, Call } from '../../call';
import type { Fault } from '../../fault';

interface SigningKey {
  readonly name: string;
  readonly kmsArn: string;
  status: 'ACTIVE' | 'INACTIVE';
}

/**
 * Key-signing keys and signing, which moto has not. Refuses what AWS refuses: to sign without an active key, to take the active key from a zone that
 * signs, and to delete a zone that signs (Route 53 API reference, the errors of each).
 */
export function dnssec(): Fault {
  const zones = new Map<string, { keys: SigningKey[]; isSigning: boolean }>();
  const zone = (id: string) => {
    const known = zones.get(id) ?? { keys: [], isSigning: false };
    zones.set(id, known);
    return known;
  };
  const parts = ({ url }: Call) => url.split('?')[0]!.split('/').slice(3);

  return {
    service: 'route53',
    fault: 'has no key-signing keys',
    answers: {
      'POST /keysigningkey': (call) => {
        const [zoneId = '', name = '', change] = parts(call);
        if (!zoneId) return createKey(call.body.toString(), zone);
        const { keys, isSigning } = zone(zoneId);
        const key = keys.find((key) => key.name === name);
        if (!key) return resultError('NoSuchKeySigningKey', name, 404);
        if (change === 'deactivate' && isSigning) return resultError('KeySigningKeyInUse', name);
        key.status = change === 'activate' ? 'ACTIVE' : 'INACTIVE';
        return changed('ActivateKeySigningKeyResponse');
      },
      'DELETE /keysigningkey': (call) => {
        const [zoneId = '', name = ''] = parts(call);
        const { keys } = zone(zoneId);
        const index = keys.findIndex((key) => key.name === name);
        if (index < 0) return resultError('NoSuchKeySigningKey', name, 404);
        if (keys[index]!.status === 'ACTIVE') return resultError('InvalidKeySigningKeyStatus', name);
        keys.splice(index, 1);
        return changed('DeleteKeySigningKeyResponse');
      },
      'GET /hostedzone': (call, next) => {
        const [zoneId = '', what] = parts(call);
        return what === 'dnssec' ? described(zone(zoneId)) : next(call);
      },
      'POST /hostedzone': (call, next) => {
        const [zoneId = '', what] = parts(call);
        if (what !== 'enable-dnssec' && what !== 'disable-dnssec') return next(call);
        const isActive = zone(zoneId).keys.some(({ status }) => status === 'ACTIVE');
        if (!isActive) return resultError('KeySigningKeyWithActiveStatusNotFound', zoneId);
        zone(zoneId).isSigning = what === 'enable-dnssec';
        return changed('EnableHostedZoneDNSSECResponse');
      },
      'DELETE /hostedzone': (call, next) => {
        const [zoneId = ''] = parts(call);
        return zone(zoneId).isSigning ? resultError('HostedZoneNotEmpty', zoneId) : next(call);
      },
    },
    isThere: async (moto) => {
      const asked = '<CreateKeySigningKeyRequest><HostedZoneId>Z1</HostedZoneId></CreateKeySigningKeyRequest>';
      const { text } = await moto.xml('route53', 'POST', '/2013-04-01/keysigningkey', asked);
      return !text.includes('NoSuchHostedZone');
    },
  };
}

function createKey(asked: string, zone: (id: string) => { readonly keys: SigningKey[] }): Answer {
  const of = (name: string) => textOf(name, asked)!;
  const key = { name: of('Name'), kmsArn: of('KeyManagementServiceArn'), status: of('Status') as SigningKey['status'] };
  const { keys } = zone(of('HostedZoneId'));
  if (keys.some(({ name }) => name === key.name)) return resultError('KeySigningKeyAlreadyExists', key.name, 409);
  keys.push(key);
  return xml(`<CreateKeySigningKeyResponse>${done}${written('KeySigningKey', key)}</CreateKeySigningKeyResponse>`, 201);
}

const done =
  '<ChangeInfo><Id>/change/C1PA6795UKMFR9</Id><Status>INSYNC</Status>' +
  '<SubmittedAt>2025-01-01T00:00:00Z</SubmittedAt></ChangeInfo>';

function changed(response: string): Answer {
  return xml(`<${response}>${done}</${response}>`);
}

function described({ keys, isSigning }: { keys: readonly SigningKey[]; isSigning: boolean }): Answer {
  const status = element('ServeSignature', isSigning ? 'SIGNING' : 'NOT_SIGNING');
  return xml(
    `<GetDNSSECResponse>${element('Status', status)}${element('KeySigningKeys', keys.map((key) => written('member', key)).join(''))}</GetDNSSECResponse>`,
  );
}

/** A key as Route 53 describes it; the digest is not that of any key. */
function written(tag: 'KeySigningKey' | 'member', { name, kmsArn, status }: SigningKey): string {
  const digest = 'E2D3C916F6DEEAC73294E8268FB5885044A833FC5459588F4A9184CFC41A5766';
  const publicKey = 'oJMRESz5E4gYzS/q6XDrvU1qMPYIjCWzJaOau8XNEZeqCYKD5ar0IRd8KqXXFJkqmVfRvMGPmM1x8fGAa2XhSA==';
  const members = {
    Name: name,
    KmsArn: kmsArn,
    Flag: 257,
    SigningAlgorithmMnemonic: 'ECDSAP256SHA256',
    SigningAlgorithmType: 13,
    DigestAlgorithmMnemonic: 'SHA-256',
    DigestAlgorithmType: 2,
    KeyTag: 12345,
    DigestValue: digest,
    PublicKey: publicKey,
    DSRecord: `12345 13 2 ${digest}`,
    DNSKEYRecord: `257 3 13 ${publicKey}`,
    Status: status,
    CreatedDate: '2025-01-01T00:00:00Z',
    LastModifiedDate: '2025-01-01T00:00:00Z',
  };
  return element(
    tag,
    Object.entries(members)
      .map(([member, value]) => element(member, value))
      .join(''),
  );
}
