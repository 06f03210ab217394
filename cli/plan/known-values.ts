import { withoutUnknowns } from '../terraform/protocol/msgpack';
import { bytesOf, fieldsOf, withBytes } from '../terraform/protocol/protobuf';
import { Schemas, type Type } from '../terraform/protocol/schema';
import { Placeholders } from './placeholder';

/**
 * Makes a plan of what does not exist yet complete: each value that is known after apply becomes a placeholder, or nothing if no other
 * resource refers to it. Terraform then knows what every resource would be, as after an apply.
 */
export class KnownValues {
  private schemas: Schemas | undefined;
  private readonly placeholders = new Placeholders();

  /** @param isReferredTo whether the configuration refers to an attribute of a type */
  constructor(private readonly isReferredTo: (type: string, attribute: string) => boolean) {}

  /** For a `ProviderServer`. */
  readonly rewrite = (request: Buffer, response: Buffer, schema: Buffer): Buffer => {
    const schemas = (this.schemas ??= new Schemas(schema));
    const type = bytesOf(request, 1).toString();
    const fields = [...fieldsOf(response)].map(({ number, bytes, raw }) => {
      if (number !== 1) return raw;
      const planned = withoutUnknowns(bytesOf(bytes, 1), schemas.of(type).type, (unknown) => {
        const [attribute = ''] = unknown.path;
        if (attribute === 'id' || this.isReferredTo(type, attribute)) return this.placeholders.of(type, unknown);
        return emptyOf(unknown.type);
      });
      return withBytes(1, withBytes(1, planned));
    });
    return Buffer.concat(fields);
  };
}

/** A provider refuses some values that are made up. Without one it leaves the value to AWS; a collection it then takes for empty. */
function emptyOf(type: Type): unknown {
  if (typeof type === 'string') return null;
  return type[0] === 'list' || type[0] === 'set' ? [] : type[0] === 'map' ? {} : null;
}
