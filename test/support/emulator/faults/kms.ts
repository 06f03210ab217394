import { editJson } from '../answer';
import type { Fault } from '../fault';

export const kms = (): Fault[] => [rotationPeriod()];

function rotationPeriod(): Fault {
  const periods = new Map<string, number>();
  const keyOf = (keyId: string) => keyId.split('/').pop()!;
  return {
    service: 'kms',
    fault: 'forgets the rotation period of a key',
    answers: {
      EnableKeyRotation: async (call, next) => {
        const { KeyId, RotationPeriodInDays } = call.json;
        if (RotationPeriodInDays) periods.set(keyOf(KeyId), RotationPeriodInDays);
        return next(call);
      },
      GetKeyRotationStatus: async (call, next) =>
        editJson(await next(call), (status) => {
          status.RotationPeriodInDays = periods.get(keyOf(call.json.KeyId)) ?? status.RotationPeriodInDays;
        }),
    },
    isThere: async (moto) => {
      const key = await moto.json('kms', 'TrentService.CreateKey');
      const { KeyId } = JSON.parse(key.text).KeyMetadata;
      await moto.json('kms', 'TrentService.EnableKeyRotation', { KeyId, RotationPeriodInDays: 400 });
      const status = await moto.json('kms', 'TrentService.GetKeyRotationStatus', { KeyId });
      return JSON.parse(status.text).RotationPeriodInDays !== 400;
    },
  };
}
