import { Macie, type MacieProps } from '../../modules/macie';
import { synth } from '../support/synth';

const macie = (props: MacieProps = {}) => synth((stack) => new Macie(stack, 'macie', props));

test('Macie is on, and publishes updates of findings every 15 minutes, or as often as it is told', () => {
  expect(macie().one('aws_macie2_account')).toMatchObject({
    status: 'ENABLED',
    finding_publishing_frequency: 'FIFTEEN_MINUTES',
  });
  expect(macie({ publishingMinutes: 60 }).one('aws_macie2_account').finding_publishing_frequency).toBe('ONE_HOUR');
});

test('another frequency is refused', () => {
  expect(() => macie({ publishingMinutes: 5 as never })).toThrow(
    'stack/macie: publishingMinutes: expected one of 15, 60, 360 minutes, found 5',
  );
});
