import type { LocalPlatform, Shop } from '../../support/shop';

/** The application that all tests of a file use; a test that stops it starts another. */
export interface Running {
  platform: LocalPlatform;
  shop: Shop;
}
