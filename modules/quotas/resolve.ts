import { DefaultTokenResolver, StringConcat, Tokenization, type TerraformStack } from 'cdktf';

/** A value as the stack writes it: references as `${…}`, lazy values as they are by now. */
export function resolved(stack: TerraformStack, value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: stack, resolver, preparing: false });
}
