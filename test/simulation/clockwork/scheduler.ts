/** A process in which steps run: a container, or the world around them. */
export interface Owner {
  readonly name: string;
  /** `frozen`: what would happen to it waits until it is thawed. `dead`: never happens. */
  state: 'running' | 'frozen' | 'dead';
  /** How far its clock is from the world's, ms. */
  readonly skewMs: number;
  /** Steps that came while it was frozen, in order. */
  readonly parked: Step[];
}

/** Something that is going to happen. */
export interface Step {
  at: number;
  order: number;
  readonly owner: Owner;
  readonly run: () => void;
  cancelled: boolean;
}

/** A history has some thousand steps; one with so many goes round in circles. */
export const MOST_STEPS = 60_000;

/** Taken before anybody sets another in its place. */
const afterMicrotasks = setImmediate;

const drained = (): Promise<void> =>
  new Promise((resolve) => {
    afterMicrotasks(resolve);
  });

const isBefore = (a: Step, b: Step) => a.at < b.at || (a.at === b.at && a.order < b.order);

/**
 * The one clock and the one order of a history: the waiting step with the earliest time runs, then all that follows from
 * it without waiting, then the next. Nothing else runs in between: a history depends on what was drawn alone.
 */
export class Scheduler {
  /** Milliseconds since 1970. */
  now: number;
  /** Whose step is running. */
  current: Owner;
  steps = 0;
  readonly world: Owner = { name: 'world', state: 'running', skewMs: 0, parked: [] };
  readonly #heap: Step[] = [];
  #order = 0;
  #stopped = false;

  constructor(now: number) {
    this.now = now;
    this.current = this.world;
  }

  /** In so many milliseconds, in the process that asks for it where no other is named. */
  after(ms: number, run: () => void, owner: Owner = this.current): Step {
    this.#order += 1;
    const step: Step = { at: this.now + Math.max(0, ms), order: this.#order, owner, run, cancelled: false };
    this.#push(step);
    return step;
  }

  /** Runs something as this process. */
  as<T>(owner: Owner, run: () => T): T {
    const before = this.current;
    this.current = owner;
    try {
      return run();
    } finally {
      this.current = before;
    }
  }

  freeze(owner: Owner): void {
    if (owner.state === 'running') owner.state = 'frozen';
  }

  /** What came meanwhile happens now, in its order. */
  thaw(owner: Owner): void {
    owner.state = 'running';
    for (const step of owner.parked.splice(0)) {
      this.#order += 1;
      step.at = this.now;
      step.order = this.#order;
      this.#push(step);
    }
  }

  kill(owner: Owner): void {
    owner.state = 'dead';
    owner.parked.length = 0;
  }

  /** No further step runs. */
  stop(): void {
    this.#stopped = true;
  }

  /** Plays until nothing waits before this instant, or somebody stops it. */
  async play(until: number): Promise<void> {
    for (let step = this.#heap[0]; step !== undefined && step.at <= until; step = this.#heap[0]) {
      this.#pop();
      if (step.cancelled || step.owner.state === 'dead') continue;
      if (step.owner.state === 'frozen') {
        step.owner.parked.push(step);
        continue;
      }
      this.now = Math.max(this.now, step.at);
      this.steps += 1;
      this.current = step.owner;
      step.run();
      await drained();
      this.current = this.world;
      if (this.#stopped || this.steps >= MOST_STEPS) return;
    }
    this.now = until;
  }

  #push(step: Step): void {
    const heap = this.#heap;
    heap.push(step);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      const [one, other] = [heap[at], heap[parent]];
      if (one === undefined || other === undefined || !isBefore(one, other)) return;
      heap[at] = other;
      heap[parent] = one;
      at = parent;
    }
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [own, one, other] = [heap[at], heap[left], heap[right]];
      if (own === undefined || one === undefined) return;
      const [least, where] = other !== undefined && isBefore(other, one) ? [other, right] : [one, left];
      if (!isBefore(least, own)) return;
      heap[at] = least;
      heap[where] = own;
      at = where;
    }
  }
}
