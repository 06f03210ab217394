import type { TerraformStack } from 'cdktf';
import { UserPool, type UserPoolProps } from '../../modules/user-pool';
import { Life, kinds } from '../support/applied';
import { hasMoto, howToGetMoto } from '../support/emulator/moto';
import { describeWhere } from '../support/describe-where';
import { describeWithTerraform } from '../support/terraform';

jest.setTimeout(1_200_000);

const { account, region } = Life;
const topic = { topicArn: `arn:aws:sns:${region}:${account}:alarms` };
const off = { off: true as const, reason: 'It is of a test' };
const tenant = { type: 'String', mutable: false } as const;

const users =
  (change: Partial<UserPoolProps> = {}) =>
  (stack: TerraformStack): void => {
    new UserPool(stack, 'users', {
      ...{ name: 'prod-shop', region, email: off, domain: { prefix: 'prod-shop' }, alarms: { topic } },
      signIn: { selfSignUp: true, mfa: 'optional' },
      clients: { web: { callbackUrls: ['https://shop.example.com/'], logoutUrls: ['https://shop.example.com/'] } },
      attributes: { custom: { tenant } },
      optOuts: { deletionProtection: off },
      ...change,
    });
  };

describeWithTerraform('a user pool that has users', () => {
  describeWhere(hasMoto(), 'on the emulator', howToGetMoto, () => {
    let life: Life;
    beforeAll(async () => (life = await Life.start()));
    afterAll(() => life.end());

    test('plans no change after it was applied', async () => {
      await life.apply(users());
      expect(kinds(await life.plan(users()))).toEqual([]);
      expect(life.emulator.judge?.report().filter((line) => !/^requests/.test(line))).toEqual([]);
    });

    test('gets a custom attribute and a second factor in place, and a client beside the other', async () => {
      const change: Partial<UserPoolProps> = {
        attributes: { custom: { tenant, score: { type: 'Number', maximum: 100 } } },
        signIn: { selfSignUp: true, mfa: 'required' },
        clients: {
          app: { callbackUrls: ['https://app.example.com/'] },
          web: { callbackUrls: ['https://shop.example.com/'], logoutUrls: ['https://shop.example.com/'] },
        },
      };
      const pools = kinds(await life.plan(users(change))).filter((kind) => / aws_cognito_/.test(kind));
      expect(pools.sort()).toEqual(['create aws_cognito_user_pool_client', 'update aws_cognito_user_pool']);
    });

    test('is destroyed', async () => {
      const gone = (await life.destroy()).map(({ type }) => type);
      expect(gone).toContain('aws_cognito_user_pool');
    });
  });
});
