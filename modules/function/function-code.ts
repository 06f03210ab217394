import { bucketRef, type BucketRef } from '../bucket/bucket-ref';
import { object, text, union } from '../props';

/** A folder of files, which is zipped. */
export interface FolderCode {
  /** The folder, from the folder that synthesis runs in: `build/thumbnails`. The same files make the same bytes. */
  readonly folder: string;
}

/** An object that a pipeline has uploaded. */
export interface ObjectCode {
  /**
   * The first code of the function: a zip file in a versioned bucket. The pipeline owns it from then on, and moves the alias: Terraform changes neither.
   */
  readonly object: { readonly bucket: BucketRef; readonly key: string; readonly version: string };
}

export type FunctionCode = FolderCode | ObjectCode;

const source = 'Lambda API reference, FunctionCode';
const upTo1024 = (what: string) =>
  text(`${what}, 1 to 1024 characters`, (value) => value.length > 0 && value.length <= 1024, { source });

export const functionCode = union<FunctionCode>('code', {
  folder: object<FolderCode>({
    folder: text('a folder', (folder) => folder.trim() !== '', { structure: true }),
  }),
  object: object<ObjectCode>({
    object: object<ObjectCode['object']>({
      bucket: bucketRef,
      key: upTo1024('the key of an object'),
      version: upTo1024('the version of an object'),
    }),
  }),
});
