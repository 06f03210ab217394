import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A file of the site, and what the upload tells S3 about it.
 *
 * @typedef {object} SiteFile
 * @property {string} key `assets/style.0123456789abcdef.css`
 * @property {string} contentType
 * @property {string} cacheControl
 */

const source = fileURLToPath(new URL('.', import.meta.url));
/** Where the built site is: `files/`, and `upload.json`, the list of them in the order in which they are uploaded. */
export const output = path.join(source, '../build/site');

/** @type {Readonly<Record<string, string>>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** How every file names an asset. */
const assetLink = /\/assets\/([\w.-]+)/g;
// A name with a hash never has another content. A page keeps its name, and is asked about every time.
const forever = 'public, max-age=31536000, immutable';
const always = 'no-cache';

/** Builds the site. The same sources are the same bytes. */
async function build() {
  const names = (await readdir(path.join(source, 'assets'))).sort();
  const pages = (await readdir(path.join(source, 'pages'), { recursive: true })).filter(isFile).sort();
  /** @type {Map<string, { key: string, content: string }>} */
  const assets = new Map();
  /** @type {(file: string, way: readonly string[]) => Promise<string>} */
  const linked = async (file, way) => {
    if (way.includes(file)) throw new Error(`in a circle: ${[...way, file].join(' → ')}`);
    const text = await readFile(path.join(source, file), 'utf8');
    /** @type {Map<string, string>} */
    const links = new Map();
    for (const [link, name = ''] of text.matchAll(assetLink)) {
      if (!names.includes(name)) throw new Error(`${file}: there is no ${link}`);
      links.set(link, `/${(await asset(name, [...way, file])).key}`);
    }
    return text.replace(assetLink, (link) => links.get(link) ?? link);
  };
  /** @type {(name: string, way: readonly string[]) => Promise<{ key: string, content: string }>} */
  const asset = async (name, way) => {
    const content = assets.get(name)?.content ?? (await linked(`assets/${name}`, way));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
    const { name: stem, ext } = path.parse(name);
    const built = { key: `assets/${stem}.${hash}${ext}`, content };
    assets.set(name, built);
    return built;
  };

  const contents = new Map();
  for (const name of names) {
    const { key, content } = await asset(name, []);
    contents.set(key, content);
  }
  for (const page of pages) contents.set(page.split(path.sep).join('/'), await linked(`pages/${page}`, []));
  await write(contents);
}

/** @param {string} name */
function isFile(name) {
  return path.extname(name) !== '';
}

/** Assets are first: a page is there when all that it links to is. @param {ReadonlyMap<string, string>} contents */
async function write(contents) {
  await rm(output, { recursive: true, force: true });
  /** @type {SiteFile[]} */
  const files = [];
  for (const [key, content] of contents) {
    const file = path.join(output, 'files', key);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    const contentType = types[path.extname(key)];
    if (!contentType) throw new Error(`${key}: of what type is it?`);
    files.push({ key, contentType, cacheControl: key.startsWith('assets/') ? forever : always });
  }
  await writeFile(path.join(output, 'upload.json'), `${JSON.stringify(files, undefined, 2)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
