/**
 * How clients of AWS are configured.
 *
 * @param {string} region
 * @param {{ maxAttempts?: number, requestTimeout?: number }} [limits] 3 attempts of 2 seconds unless given
 */
export function clientOptions(region, { maxAttempts = 3, requestTimeout = 2_000 } = {}) {
  // A request that takes longer fails; without the last, the SDK only warns of it.
  return {
    region,
    maxAttempts,
    requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
  };
}
