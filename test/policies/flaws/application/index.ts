import { account } from './account';
import { compute } from './compute';
import { data } from './data';
import { edge } from './edge';
import { network } from './network';
import { services } from './services';

/** A well-made application in HCL, of services that the environments have not found: every serious rule passes. */
export const application = [account, network, edge, compute, data, services].join('');
