export { ClientVpn } from './client-vpn';
export type {
  ClientVpnAccess,
  ClientVpnAuthentication,
  ClientVpnOptions,
  ClientVpnProps,
  MutualTls,
  SamlSignIn,
} from './client-vpn-props';
