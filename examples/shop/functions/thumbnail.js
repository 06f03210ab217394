import Vips from 'wasm-vips';

/** What a thumbnail fits into, in pixels; a smaller image stays as it is. */
const side = 320;
/** Decoded, an image of 40 megapixels has 160 MB: a camera makes it, and the function has room for it. */
export const maxPixels = 40_000_000;
/** Nothing else is read, whatever an upload is called. */
const formats = /** @type {const} */ (['Jpeg', 'Png', 'Webp']);

/** The bytes are no image that a thumbnail can be made from: another try would end alike. */
export class NotAnImage extends Error {
  /** @param {string} problem */
  constructor(problem) {
    super(`no thumbnail can be made: ${problem}`);
    this.name = 'NotAnImage';
  }
}

/** @type {ReturnType<typeof load> | undefined} */
let loaded;

/** Compiled once for a process, when it is first needed. */
async function load() {
  const vips = await Vips({
    // Those of SVG, HEIF and JPEG XL.
    dynamicLibraries: [],
    printErr: () => undefined,
    // It would write lines of its own into the log, as many as a hostile file makes it.
    preRun: (/** @type {any} */ emscripten) => void (emscripten.ENV.VIPS_WARNING = '1'),
  });
  vips.operationBlock('VipsForeignLoad', true);
  for (const format of formats) vips.operationBlock(`VipsForeignLoad${format}`, false);
  // A warm function keeps nothing of one customer's image while it works on that of another.
  vips.Cache.max(0);
  return vips;
}

/**
 * The thumbnail of an image, in WebP: turned as the camera was held, and without metadata, such as the place where it was taken. The same bytes
 * make the same thumbnail.
 *
 * @param {Buffer} bytes of a JPEG, PNG or WebP
 * @returns {Promise<Buffer>}
 * @throws {NotAnImage}
 */
export async function createThumbnail(bytes) {
  loaded ??= load();
  const { Image } = await loaded;
  /** @type {Vips.Image[]} */
  const images = [];
  const keep = (/** @type {Vips.Image} */ image) => (images.push(image), image);
  try {
    // The header alone.
    const { width, height } = keep(Image.newFromBuffer(bytes));
    if (width * height > maxPixels) {
      throw new NotAnImage(`expected ${maxPixels} pixels at most, found ${width} × ${height}`);
    }
    // Of an image that is cut off there is no thumbnail that is half grey.
    const options = /** @type {const} */ ({ height: side, size: 'down', option_string: 'fail_on=truncated' });
    const thumbnail = keep(Image.thumbnailBuffer(bytes, side, options));
    return Buffer.from(thumbnail.writeToBuffer('.webp', { Q: 75, keep: 'none' }));
  } catch (error) {
    throw isOfVips(error) ? new NotAnImage('it cannot be decoded') : error;
  } finally {
    // Its memory is not the garbage collector's.
    for (const image of images) image.delete();
  }
}

/** @param {unknown} error */
function isOfVips(error) {
  return Object.prototype.toString.call(error) === '[object WebAssembly.Exception]';
}
