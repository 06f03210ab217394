import { dockerService, installsDocker, logOptions } from '../server-group/container';
import { recordName } from '../zone/domain-name';
import { list, object, wholeNumber } from '../props';

export interface ServerTlsProps {
  /** What it answers for: names in DNS that point to the server, or Let's Encrypt gives no certificate for them. */
  readonly hosts: readonly string[];
  /** Where requests go on the server, without TLS. */
  readonly port: number;
}

export const serverTls = object<ServerTlsProps>({
  hosts: list('hosts', recordName, { min: 1, max: 20 }),
  port: wholeNumber('(a port)', 1024, 65_535, { structure: true }),
});

/**
 * The newest release of Caddy of May 2026, by its own tag (https://github.com/docker-library/official-images/pull/21589), from the mirror of Docker's official
 * images in Amazon ECR Public, which limits nobody who pulls one image a boot.
 */
const caddy = 'public.ecr.aws/docker/library/caddy:2.11.4';
/** The directory of Let's Encrypt, whose name in CAA records is letsencrypt.org (https://letsencrypt.org/docs/caa/). */
const directory = 'https://acme-v02.api.letsencrypt.org/directory';
/** The user and group of Caddy: another one than that of a container. */
const user = '10002:10002';

export interface TlsOnServer {
  readonly tls: ServerTlsProps;
  readonly region: string;
  readonly logGroup: string;
  /** Where the data volume is mounted. */
  readonly mountPath: string;
}

/**
 * Commands that run Caddy in front of a port: it redirects HTTP, and has certificates of Let's Encrypt, which it renews. They are on the data volume, so that
 * servers that replace each other ask for no new ones: Let's Encrypt issues five a week for the same names (https://letsencrypt.org/docs/rate-limits/).
 */
export function tlsCommands({ tls, region, logGroup, mountPath }: TlsOnServer): readonly string[] {
  const own = `${mountPath}/caddy`;
  return [
    ...installsDocker,
    // So that it need not be root to listen on 80 and 443.
    'echo net.ipv4.ip_unprivileged_port_start=80 > /etc/sysctl.d/80-ports.conf',
    'sysctl -q -p /etc/sysctl.d/80-ports.conf',
    `install -d -m 700 -o ${user.split(':').join(' -g ')} ${own}`,
    'mkdir -p /etc/caddy',
    "cat > /etc/caddy/Caddyfile <<'CADDY'",
    // Nothing changes its configuration while it runs; one issuer, the one that CAA records admit.
    ...['{', '  admin off', '  persist_config off', `  cert_issuer acme ${directory}`, '}'],
    ...[`${tls.hosts.join(', ')} {`, `  reverse_proxy 127.0.0.1:${tls.port}`, '}'],
    'CADDY',
    ...dockerService({
      name: 'caddy',
      run: [
        // Its file has this capability, and is not started where nobody may have it.
        `--user ${user} --cap-add NET_BIND_SERVICE -v ${own}:/data -v /etc/caddy:/etc/caddy:ro`,
        logOptions({ region, logGroup, stream: 'caddy/$instance' }),
      ],
      image: caddy,
      stopTimeoutSeconds: 10,
      mounts: [mountPath],
    }),
  ];
}
