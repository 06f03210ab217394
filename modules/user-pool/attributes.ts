import type { CognitoUserPoolSchema } from '@cdktf/provider-aws/lib/cognito-user-pool';
import { flag, list, map, matching, number, object, oneOf, optional, type Prop } from '../props';

/** An attribute of OpenID Connect that sign-up may require beside the email address. */
export type StandardAttribute =
  | ('address' | 'birthdate' | 'family_name' | 'gender' | 'given_name' | 'locale' | 'middle_name' | 'name')
  | ('nickname' | 'phone_number' | 'picture' | 'preferred_username' | 'profile' | 'website' | 'zoneinfo');

export const standardAttributes: readonly StandardAttribute[] = [
  ...(['address', 'birthdate', 'family_name', 'gender', 'given_name', 'locale', 'middle_name', 'name'] as const),
  ...(['nickname', 'phone_number', 'picture', 'preferred_username', 'profile', 'website', 'zoneinfo'] as const),
];

/** What a pool knows of a user beside the email address. Cognito only adds custom attributes: the provider refuses to apply a list in which one is missing or another. */
export interface UserAttributes {
  /**
   * Standard attributes that every user has. For ever: Cognito changes them for no pool.
   * @default none but the email address
   */
  readonly required?: readonly StandardAttribute[];
  /**
   * Attributes of the application, by name without `custom:`. One that nobody uses any more stays in the list.
   * @default none
   */
  readonly custom?: Readonly<Record<string, CustomAttribute>>;
}

export interface CustomAttribute {
  readonly type: 'String' | 'Number' | 'Boolean' | 'DateTime';
  /**
   * Whether it can change after sign-up.
   * @default true
   */
  readonly mutable?: boolean;
  /**
   * The least number, or the least length of text; for these types only.
   * @default 0
   */
  readonly minimum?: number;
  /**
   * The largest number, or the largest length of text; for these types only.
   * @default 2048
   */
  readonly maximum?: number;
}

const known = { structure: true };
const source = 'Cognito API reference, SchemaAttributeType';
const bound = number('a whole number', (value) => Number.isSafeInteger(value), { ...known, source });

export const userAttributes: Prop<UserAttributes> = object<UserAttributes>({
  required: optional(
    list('attributes', oneOf(standardAttributes), { max: standardAttributes.length, source }),
    'none but the email address',
  ),
  custom: optional(
    map(
      'attributes',
      matching(/^[a-z][a-z0-9_]{0,19}$/, 'up to 20 of a-z, 0-9 and _, a letter first', { ...known, source }),
      object<CustomAttribute>({
        type: oneOf(['String', 'Number', 'Boolean', 'DateTime']),
        mutable: optional(flag(), 'true'),
        minimum: optional(bound, '0'),
        maximum: optional(bound, '2048'),
      }),
      { max: 50, source: 'Cognito developer guide, Quotas in Amazon Cognito' },
    ),
    'none',
  ),
});

/** A custom attribute with bounds that Cognito refuses, or that its type does not have. */
export function wrongBounds({ custom = {} }: UserAttributes): readonly [name: string, expected: string] | undefined {
  for (const [name, { type, minimum, maximum }] of Object.entries(custom)) {
    const [least, most] = [minimum ?? 0, maximum ?? 2048];
    const hasBounds = minimum !== undefined || maximum !== undefined;
    if (hasBounds && type !== 'String' && type !== 'Number') return [name, `no bounds, for the type ${type}`];
    if (least > most) return [name, 'a maximum that is not less than the minimum'];
    if (type === 'String' && (least < 0 || most > 2048)) return [name, 'lengths from 0 to 2048'];
  }
  return undefined;
}

/** The schema as Cognito returns it, with every default written: what is left out would be a change in each plan. */
export function schemaOf({ required = [], custom = {} }: UserAttributes): CognitoUserPoolSchema[] {
  const standard = ['email', ...required].map((name) => ({
    ...{ name, attributeDataType: 'String', developerOnlyAttribute: false, mutable: true, required: true },
    stringAttributeConstraints: name === 'birthdate' ? lengths(10, 10) : lengths(0, 2048),
  }));
  const others = Object.entries(custom).map(([name, { type, mutable = true, minimum = 0, maximum = 2048 }]) => ({
    ...{ name, attributeDataType: type, developerOnlyAttribute: false, mutable, required: false },
    ...(type === 'String' && { stringAttributeConstraints: lengths(minimum, maximum) }),
    ...(type === 'Number' && {
      numberAttributeConstraints: { minValue: String(minimum), maxValue: String(maximum) },
    }),
  }));
  return [...standard, ...others];
}

function lengths(least: number, most: number) {
  return { minLength: String(least), maxLength: String(most) };
}
