import type { Construct } from 'constructs';
import type { Environment } from '../environments/schema';
import { SamlProvider, type SamlProviderRef } from '../modules/iam';
import { textOfFile } from './text-of-file';

/** Where people sign in to the VPN, and to its portal where that is another application. */
export interface VpnSignIn {
  readonly provider: SamlProviderRef;
  readonly portal?: SamlProviderRef;
}

/** The SAML providers of the VPN. They are an administrator's, as all that says who somebody is. */
export function addVpnSignIn(scope: Construct, { name, network: { vpn } }: Environment): VpnSignIn | undefined {
  if (vpn === 'none' || vpn.authentication.type !== 'saml') return undefined;
  const field = `environments/${name}.ts: network.vpn.authentication`;
  const providerOf = (id: string, { name, metadataFile }: { name: string; metadataFile: string }, path: string) => {
    const metadata = textOfFile(`${path}.metadataFile`, metadataFile);
    const { providerArn } = new SamlProvider(scope, id, { name, metadata });
    return { providerArn };
  };
  const { selfServicePortal: portal } = vpn.authentication;
  return {
    provider: providerOf('vpn-saml', vpn.authentication, field),
    ...(typeof portal === 'object' && {
      portal: providerOf('vpn-portal-saml', portal, `${field}.selfServicePortal`),
    }),
  };
}
