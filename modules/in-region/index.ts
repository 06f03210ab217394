import { Aspects, TerraformDataSource, TerraformProvider, TerraformResource } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { assertProp, checkProps, satisfying } from '../props';

const terraformProvider = satisfying<TerraformProvider>('a provider', (found) => found instanceof TerraformProvider);

/**
 * Puts everything under `scope` in the region of `provider`, and what is added later too. For what AWS keeps in one
 * region wherever the environment lives: billing, CloudFront's certificates.
 *
 * It works at synthesis, so no module needs a provider prop of its own and no resource can be forgotten. Resources of
 * other providers are left alone.
 *
 * @throws PropsError for what is no provider; at synthesis, for a resource that was given another provider.
 */
export function inRegion(scope: Construct, provider: TerraformProvider): void {
  checkProps(scope, { provider: terraformProvider }, { provider });
  Aspects.of(scope).add({
    visit(node: IConstruct): void {
      if (!isProvided(node) || !node.terraformResourceType.startsWith(`${provider.terraformResourceType}_`)) return;
      const free = node.provider === undefined || node.provider === provider;
      assertProp(node, 'provider', free, provider.fqn, node.provider?.fqn);
      node.provider = provider;
    },
  });
}

function isProvided(node: IConstruct): node is TerraformResource | TerraformDataSource {
  return TerraformResource.isTerraformResource(node) || TerraformDataSource.isTerraformDataSource(node);
}
