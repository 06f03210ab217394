import { imagePointerRef, type ImagePointerRef } from '../ecs/image-pointer-ref';
import { map, matching, object, optional, sentence, wholeNumber } from '../props';

export interface ServerContainerProps {
  /** Names the image: each server reads it when it boots, and keeps what it read. To deploy, write it and start an instance refresh. */
  readonly image: ImagePointerRef;
  /** The port that it listens on, over 1023: the process is not root. It has the network of its server. */
  readonly port: number;
  /**
   * Its variables. They may not be secret: user data is readable on the server. 8 KiB together, of the 16 that EC2 takes for user data.
   * @default none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Folders of the server that it may write to, by their path in it: `{ '/data': '/data/app' }`.
   * @default none: what it writes is in /tmp, and ends with it
   */
  readonly folders?: Readonly<Record<string, string>>;
  /**
   * The user and group that run the process, by number; not root.
   * @default '10001:10001'
   */
  readonly user?: string;
  /**
   * Seconds between SIGTERM and SIGKILL, 2 to 120: what a request in flight may take.
   * @default 30
   */
  readonly stopTimeoutSeconds?: number;
}

/** Bytes of all variables together. */
export const longestEnvironment = 8 * 1024;

const folder = matching(/^(\/[\w.-]+)+$/, 'an absolute path below /', { structure: true });

export const serverContainer = object<ServerContainerProps>({
  image: imagePointerRef,
  port: wholeNumber('(a port)', 1024, 65_535, { structure: true }),
  environment: optional(
    map(
      'variables',
      matching(/^[A-Za-z_]\w{0,127}$/, 'letters, digits and _, no digit first', { structure: true }),
      sentence('a value', { max: 4096 }),
      { max: 200 },
    ),
    'none',
  ),
  folders: optional(map('folders', folder, folder, { max: 5 }), 'none: what it writes is in /tmp, and ends with it'),
  user: optional(
    matching(/^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/, 'a user and a group by number, not 0', { structure: true }),
    "'10001:10001'",
  ),
  stopTimeoutSeconds: optional(wholeNumber('seconds', 2, 120, { structure: true }), '30'),
});
