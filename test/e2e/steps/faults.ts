import { Api } from '../../support/emulator/api';
import { faults as answered } from '../../support/emulator/faults';
import { startMoto } from '../../support/emulator/moto';
import type { Step } from '../step';

export const faults: Step[] = [
  {
    title: 'moto has the faults that are answered for it',
    applies: () => !process.env.AWS_ENDPOINT_URL,
    run: async ({ environment: { account, region } }) => {
      // One of its own, with nothing in front.
      const moto = await startMoto(account);
      try {
        for (const { service, fault, isThere } of answered(account)) {
          // Good news, and no failure of the environment; somebody should take the answer out.
          if (!(await isThere(new Api(moto.url, region)))) console.log(`gone: moto no longer ${fault} (${service})`);
        }
      } finally {
        await moto.stop();
      }
    },
  },
];
