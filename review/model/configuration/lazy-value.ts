import { Unknown } from '../value';

/** A value that is computed when it is first asked for. */
export class LazyValue<T> {
  state: 'idle' | 'running' | 'waiting' | 'done' = 'idle';
  value: T | undefined;

  constructor(
    /** As a message names it: `local.cidr`. */
    readonly label: string,
    readonly compute: () => T,
  ) {}
}

/** Steps that one value may take; a configuration that people write takes some thousands. */
const mostSteps = 2_000_000;
/** Steps that all values of a graph may take: a few seconds. */
const mostStepsOfAll = 100_000_000;

/** Thrown, and caught by `LazyEvaluation` only: this value has taken too many steps. */
class TooManySteps {}

/** Thrown, and caught by `LazyEvaluation` only: compute this value first, then again the one that asked for it. */
class TooDeep {
  constructor(readonly lazy: LazyValue<unknown>) {}
}

/** How many levels of expressions may be evaluated at once before the next value is put off. */
const deepest = 120;

/**
 * Computes values that need each other, to any depth, on a small call stack: where they are nested too deeply, the
 * innermost is computed first, then those that asked for it. A value that refers to itself is `Unknown`, and says so.
 */
export class LazyEvaluation {
  /** Levels of expressions that are being evaluated; counted by the evaluator. */
  depth = 0;
  private steps = 0;
  private stepsOfAll = 0;

  /** Counts a step of the evaluator, one level down. */
  enter(): void {
    this.depth++;
    if (++this.steps > mostSteps) throw new TooManySteps();
  }

  leave(): void {
    this.depth--;
  }

  force<T>(lazy: LazyValue<T>): T | Unknown {
    if (lazy.state === 'done') return lazy.value as T;
    if (lazy.state !== 'idle') return new Unknown(`${lazy.label} refers to itself`);
    if (this.depth > deepest) throw new TooDeep(lazy as LazyValue<unknown>);
    if (this.depth > 0) return this.run(lazy);
    this.drive(lazy as LazyValue<unknown>);
    return lazy.value as T;
  }

  private run<T>(lazy: LazyValue<T>): T {
    lazy.state = 'running';
    const [depth, steps] = [this.depth++, this.steps];
    this.steps = this.stepsOfAll > mostStepsOfAll ? mostSteps : 0;
    try {
      lazy.value = lazy.compute();
      lazy.state = 'done';
    } catch (error) {
      lazy.state = 'idle';
      if (!(error instanceof TooManySteps)) throw error;
      // A value that takes too long to compute is unknown.
      lazy.value = new Unknown(`${lazy.label} takes more than ${mostSteps} steps to compute`) as T;
      lazy.state = 'done';
    } finally {
      this.stepsOfAll += this.steps;
      [this.depth, this.steps] = [depth, steps];
    }
    return lazy.value as T;
  }

  private drive(first: LazyValue<unknown>): void {
    const waiting = [first];
    for (let lazy = waiting.at(-1); lazy; lazy = waiting.at(-1)) {
      try {
        if (lazy.state !== 'done') this.run(lazy);
        waiting.pop();
      } catch (error) {
        this.depth = 0;
        if (!(error instanceof TooDeep)) {
          for (const one of waiting) one.state = 'idle';
          throw error;
        }
        lazy.state = 'waiting';
        waiting.push(error.lazy);
      }
    }
  }
}
