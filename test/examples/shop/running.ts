import type { Shop } from '../../support/shop';
import type { LocalPlatform } from '../../support/shop/local';

/** The application that all tests of a file use; a test that stops it starts another. */
export interface Running {
  platform: LocalPlatform;
  shop: Shop;
}
