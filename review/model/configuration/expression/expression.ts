/** A parsed expression of Terraform. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** Text with values in it. */
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  /** `var.cidr`, `aws_subnet.a[0].id`: a name and the steps from it that are written out. */
  | { readonly kind: 'traversal'; readonly path: readonly string[] }
  /** `x[i]`, and `f(x).a` */
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  /** `x[*].a.b` */
  | { readonly kind: 'splat'; readonly of: Expression; readonly steps: readonly Expression[] }
  | { readonly kind: 'tuple'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly items: readonly (readonly [key: Expression, value: Expression])[] }
  | For
  | { readonly kind: 'conditional'; readonly if: Expression; readonly then: Expression; readonly else: Expression }
  | { readonly kind: 'unary'; readonly operator: '!' | '-'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly given: readonly Expression[];
      /** `f(list...)` */
      readonly isExpanded: boolean;
    };

/** `[for k, v in all : v if …]`, `{for …}`, and `%{ for … }` of a template, whose texts are joined. */
export interface For {
  readonly kind: 'for';
  readonly makes: 'tuple' | 'object' | 'text';
  readonly keyName?: string;
  readonly valueName: string;
  readonly all: Expression;
  readonly key?: Expression;
  readonly value: Expression;
  readonly if?: Expression;
  /** `{for … : k => v...}` */
  readonly isGrouped: boolean;
}

/** A text that is no expression. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    /** Of the first character that is wrong. */
    readonly offset: number,
  ) {
    super(message);
    this.name = 'SyntaxProblem';
  }
}
