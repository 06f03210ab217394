import { withJson } from '../call';
import type { Fault } from '../fault';

/** AWS Config API reference, RecordingGroup: a recorder of all types excludes none, and an exclusion may be empty. */
export const config = (): Fault[] => [
  {
    service: 'config',
    fault: 'refuses a recorder of all types with an exclusion that is empty',
    answers: {
      PutConfigurationRecorder: (call, next) => {
        const { ConfigurationRecorder } = call.json;
        const { exclusionByResourceTypes: excluded, ...recordingGroup } = ConfigurationRecorder?.recordingGroup ?? {};
        const isEmpty = excluded && !excluded.resourceTypes?.length;
        return next(
          isEmpty ? withJson(call, { ConfigurationRecorder: { ...ConfigurationRecorder, recordingGroup } }) : call,
        );
      },
    },
    isThere: async (moto) => {
      const { status } = await moto.json('config', 'StarlingDoveService.PutConfigurationRecorder', {
        ConfigurationRecorder: {
          ...{ name: 'default', roleARN: 'arn:aws:iam::111122223333:role/config' },
          recordingGroup: { allSupported: true, exclusionByResourceTypes: {} },
        },
      });
      return status >= 400;
    },
  },
];
