import { Unknown } from '../value';

/** A value that is worked out when it is first asked for. */
export class Cell<T> {
  state: 'idle' | 'running' | 'waiting' | 'done' = 'idle';
  value: T | undefined;

  constructor(
    /** As a message names it: `local.cidr`. */
    readonly label: string,
    readonly compute: () => T,
  ) {}
}

/** Steps of one cell; a configuration that people write takes some thousands. */
const mostSteps = 2_000_000;
/** Steps of all cells of a graph: a few seconds. */
const mostStepsOfAll = 100_000_000;

/** Thrown, and caught by `Work` only: this cell has taken too many steps. */
class TooManySteps {}

/** Thrown, and caught by `Work` only: this cell first, then again what asked for it. */
class TooDeep {
  constructor(readonly cell: Cell<unknown>) {}
}

/** How many levels of expressions may be in work at once before the next cell is put off. */
const deepest = 120;

/**
 * Works out cells that need each other, to any depth, on a small stack of calls: where cells are too deep in each other,
 * the innermost is done first and its askers again. A cell that needs itself is `Unknown`, and says so.
 */
export class Work {
  /** Levels of expressions in work; counted by the evaluator. */
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

  force<T>(cell: Cell<T>): T | Unknown {
    if (cell.state === 'done') return cell.value as T;
    if (cell.state !== 'idle') return new Unknown(`${cell.label} refers to itself`);
    if (this.depth > deepest) throw new TooDeep(cell as Cell<unknown>);
    if (this.depth > 0) return this.run(cell);
    this.drive(cell as Cell<unknown>);
    return cell.value as T;
  }

  private run<T>(cell: Cell<T>): T {
    cell.state = 'running';
    const [depth, steps] = [this.depth++, this.steps];
    this.steps = this.stepsOfAll > mostStepsOfAll ? mostSteps : 0;
    try {
      cell.value = cell.compute();
      cell.state = 'done';
    } catch (error) {
      cell.state = 'idle';
      if (!(error instanceof TooManySteps)) throw error;
      // A value that takes for ever is not known, whatever else it is.
      cell.value = new Unknown(`${cell.label} takes more than ${mostSteps} steps to work out`) as T;
      cell.state = 'done';
    } finally {
      this.stepsOfAll += this.steps;
      [this.depth, this.steps] = [depth, steps];
    }
    return cell.value as T;
  }

  private drive(first: Cell<unknown>): void {
    const waiting = [first];
    for (let cell = waiting.at(-1); cell; cell = waiting.at(-1)) {
      try {
        if (cell.state !== 'done') this.run(cell);
        waiting.pop();
      } catch (error) {
        this.depth = 0;
        if (!(error instanceof TooDeep)) {
          for (const one of waiting) one.state = 'idle';
          throw error;
        }
        cell.state = 'waiting';
        waiting.push(error.cell);
      }
    }
  }
}
