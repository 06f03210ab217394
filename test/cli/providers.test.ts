import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  existsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { thisPlatform } from '../../cli/terraform/binary';
import { linkMirror } from '../../cli/terraform/link-mirror';
import { parseProvider } from '../../cli/terraform/mirror';
import { findProviders, locateProviders } from '../../cli/terraform/provider-source';

const platform = thisPlatform();
const binary = { platform, registry: 'registry.terraform.io' } as const;
const aws = parseProvider('aws', '5.100.0', binary.registry);

let folder: string;
let home: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrace-test-'));
  home = join(folder, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = ''): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** A mirror that holds the provider, and nothing to run. */
function mirror(path: string, version = '5.100.0', host = 'registry.terraform.io'): string {
  write(join(path, host, 'hashicorp/aws', version, platform, `terraform-provider-aws_v${version}_x5`));
  return path;
}

function search(env: Record<string, string> = {}, providers = [aws]) {
  const variables = { HOME: home, XDG_DATA_DIRS: join(folder, 'xdg'), ...env };
  return { env: variables, binary, providers, cache: join(folder, 'cache'), places: [join(folder, 'opt')] };
}

describe('a provider is found', () => {
  test('in the mirror that TERRACE_PROVIDER_MIRROR names, before any other', () => {
    mirror(join(folder, 'opt/mirror'));
    const named = mirror(join(folder, 'elsewhere/deep/down'));
    expect(locateProviders(search({ TERRACE_PROVIDER_MIRROR: named }))).toMatchObject({
      kind: 'mirror',
      folder: named,
    });
  });

  test('as the CLI configuration says, where it says', () => {
    mirror(join(folder, 'opt/mirror'));
    const config = write(join(folder, 'my.tfrc'), 'provider_installation { direct {} }');
    const found = locateProviders(search({ TF_CLI_CONFIG_FILE: config }));
    expect(found).toMatchObject({ kind: 'CLI configuration', env: {}, notes: [] });
  });

  test.each(['.terraformrc', '.tofurc', '.terraform.d/own.tfrc', '.config/opentofu/tofurc'])('as ~/%s says', (file) => {
    write(join(home, file), 'provider_installation {\n direct {}\n}');
    expect(locateProviders(search()).kind).toBe('CLI configuration');
  });

  test.each(['home/.terraform.d/plugins', 'home/.local/share/terraform/plugins', 'xdg/terraform/plugins'])(
    'in %s, which Terraform searches unasked',
    (place) => {
      const implied = mirror(join(folder, place));
      mirror(join(folder, 'opt/mirror'));
      expect(locateProviders(search())).toMatchObject({ kind: 'implied mirror', folder: implied, env: {} });
    },
  );

  test.each(['opt/anything', 'opt', 'home/mirror', 'home/.mirror', 'home/.terraform.d/plugin-cache'])(
    'in %s, where shared software is',
    (place) => {
      const nearby = mirror(join(folder, place));
      expect(locateProviders(search())).toMatchObject({ kind: 'mirror', folder: nearby });
    },
  );

  test('packed', () => {
    const zip = `registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_${platform}.zip`;
    write(join(folder, 'opt/packed', zip));
    expect(locateProviders(search()).folder).toBe(join(folder, 'opt/packed'));
  });

  test('in any version, where not one is expected', () => {
    mirror(join(folder, 'opt/mirror'), '5.98.0');
    const any = parseProvider('hashicorp/aws', '~> 5.0', binary.registry);
    expect(locateProviders(search({}, [any])).kind).toBe('mirror');
  });

  test("in OpenTofu's registry's tree, for OpenTofu", () => {
    const tofu = { platform, registry: 'registry.opentofu.org' } as const;
    const expected = [parseProvider('aws', '5.100.0', tofu.registry)];
    mirror(join(folder, 'opt/terraform'));
    expect(locateProviders({ ...search({}, expected), binary: tofu }).kind).toBe('registry');
    const its = mirror(join(folder, 'opt/tofu'), '5.100.0', tofu.registry);
    expect(locateProviders({ ...search({}, expected), binary: tofu }).folder).toBe(its);
  });
});

describe('a provider is not found', () => {
  test.each<[string, () => void]>([
    ['another version', () => mirror(join(folder, 'opt/mirror'), '5.99.0')],
    [
      'another platform',
      () =>
        write(join(folder, 'opt/mirror/registry.terraform.io/hashicorp/aws/5.100.0/plan9_mips/terraform-provider-aws')),
    ],
    [
      'an empty version folder',
      () =>
        mkdirSync(join(folder, 'opt/mirror/registry.terraform.io/hashicorp/aws/5.100.0', platform), {
          recursive: true,
        }),
    ],
    ['a mirror two levels down', () => mirror(join(folder, 'opt/a/b'))],
  ])('in %s: then it comes from the registry, into one cache for all stacks', (_, make) => {
    make();
    const found = locateProviders(search());
    expect(found.kind).toBe('registry');
    expect(found.env).toEqual({ TF_PLUGIN_CACHE_DIR: join(home, '.terraform.d/plugin-cache') });
  });

  test("and a cache of the user's own is kept", () => {
    expect(locateProviders(search({ TF_PLUGIN_CACHE_DIR: '/cache' })).env).toEqual({});
    write(join(home, '.terraformrc'), 'plugin_cache_dir = "/cache"');
    expect(locateProviders(search()).env).toEqual({});
  });

  test('in the folder that TERRACE_PROVIDER_MIRROR names, with a message', () => {
    const named = join(folder, 'nothing');
    expect(() => locateProviders(search({ TERRACE_PROVIDER_MIRROR: named }))).toThrow(
      `TERRACE_PROVIDER_MIRROR: expected a folder, found ${named}`,
    );
    mkdirSync(named);
    expect(() => locateProviders(search({ TERRACE_PROVIDER_MIRROR: named }))).toThrow(
      `TERRACE_PROVIDER_MIRROR: ${named} has no registry.terraform.io/hashicorp/aws 5.100.0 for ${platform}`,
    );
  });
});

describe('TF_CLI_CONFIG_FILE that names no file', () => {
  test('is ignored, with a message', () => {
    const found = locateProviders(search({ TF_CLI_CONFIG_FILE: '/no/such/file' }));
    expect(found.notes).toEqual(['TF_CLI_CONFIG_FILE names /no/such/file, which does not exist: ignored']);
    expect(found.env).toHaveProperty('TF_CLI_CONFIG_FILE', undefined);
  });
});

describe('the CLI configuration made for a mirror', () => {
  const written = (env = {}) => readFileSync(findProviders(search(env)).env.TF_CLI_CONFIG_FILE!, 'utf8');

  test('takes what the mirror holds from there, and anything else from where it is published', () => {
    const nearby = mirror(join(folder, 'opt/mirror'));
    expect(written()).toBe(`provider_installation {
  filesystem_mirror {
    path    = "${nearby}"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`);
  });

  test("keeps what the user's own says of other things", () => {
    mirror(join(folder, 'opt/mirror'));
    write(join(home, '.terraformrc'), 'credentials "example.com" {}');
    expect(written()).toMatch(/^credentials "example.com" \{\}\nprovider_installation/);
  });

  test('is not written by only looking', () => {
    mirror(join(folder, 'opt/mirror'));
    locateProviders(search());
    expect(existsSync(join(folder, 'cache'))).toBe(false);
  });
});

describe('for cdktf-cli', () => {
  const link = () => join(folder, 'out/stacks/dev-network/terraform.d/plugins');
  beforeEach(() => {
    const terraform = { required_providers: { aws: { source: 'aws', version: '5.100.0' } } };
    write(join(folder, 'out/stacks/dev-network/cdk.tf.json'), JSON.stringify({ terraform }));
  });
  const prepare = (env = {}) => linkMirror(join(folder, 'out'), { ...search().env, ...env });

  test('the mirror is linked to where Terraform looks in a stack', () => {
    const nearby = mirror(join(home, 'mirror'));
    prepare();
    prepare();
    expect(readlinkSync(link())).toBe(nearby);
  });

  test('a link that leads elsewhere is replaced', () => {
    mirror(join(home, 'mirror'));
    mkdirSync(dirname(link()), { recursive: true });
    symlinkSync('/gone', link());
    prepare();
    expect(readlinkSync(link())).toBe(join(home, 'mirror'));
  });

  test('nothing is linked where the user says where providers come from', () => {
    mirror(join(home, 'mirror'));
    prepare({ TF_CLI_CONFIG_FILE: write(join(folder, 'my.tfrc'), 'provider_installation { direct {} }') });
    expect(existsSync(link())).toBe(false);
  });

  test('a folder that somebody filled is left', () => {
    mirror(join(home, 'mirror'));
    mirror(link());
    prepare();
    expect(() => readlinkSync(link())).toThrow('EINVAL');
  });
});
