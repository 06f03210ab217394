import type { Shop } from '../../support/shop';
import type { Emulator } from '../../support/emulator';
import type { Platform } from '../../support/shop/platform';

/** The application that all tests of a file use; a test that stops it starts another. */
export interface Running {
  platform: Platform & { readonly emulator: Emulator };
  shop: Shop;
}
