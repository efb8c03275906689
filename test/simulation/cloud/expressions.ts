/** DynamoDB's expressions, as far as this product writes them: what else stands in one is an error. */

export type Item = Readonly<Record<string, unknown>>;

/** Names (`#x`) and values (`:x`) of an expression. */
export interface Substitutes {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

type Check = (item: Item | undefined, given: Substitutes) => boolean;
type Operand = (item: Item | undefined, given: Substitutes) => unknown;

const TOKEN = /\s*(<=|>=|<>|[(),=<>]|[#:]?[A-Za-z_][\w]*(?:\.[#]?[\w]+)*)/y;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found !== null; found = TOKEN.exec(text)) {
    tokens.push(found[1] ?? '');
    if (TOKEN.lastIndex === text.length) return tokens;
  }
  throw new Error(`an expression that is not simulated: ${text}`);
}

const nameOf = (part: string, { names }: Substitutes): string => {
  const name = part.startsWith('#') ? names[part] : part;
  if (name === undefined) throw new Error(`an expression has no name for ${part}`);
  return name;
};

function readPath(path: string): Operand {
  const parts = path.split('.');
  return (item, given) => {
    let value: unknown = item;
    for (const part of parts) {
      if (typeof value !== 'object' || value === null) return undefined;
      value = (value as Item)[nameOf(part, given)];
    }
    return value;
  };
}

function operand(token: string): Operand {
  if (!token.startsWith(':')) return readPath(token);
  return (_item, { values }) => {
    if (!Object.hasOwn(values, token)) throw new Error(`an expression has no value for ${token}`);
    return values[token];
  };
}

/** Of different kinds, or where one is not there, nothing is true but `<>`. */
function compares(operator: string, left: unknown, right: unknown): boolean {
  if (operator === '=') return left !== undefined && JSON.stringify(left) === JSON.stringify(right);
  if (operator === '<>') return JSON.stringify(left) !== JSON.stringify(right);
  if (typeof left !== typeof right || (typeof left !== 'number' && typeof left !== 'string')) return false;
  const [a, b] = [left, right as typeof left];
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  if (operator === '>=') return a >= b;
  throw new Error(`an operator that is not simulated: ${operator}`);
}

class Parser {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = tokenize(text);
  }

  whole(): Check {
    const check = this.#either();
    if (this.#at !== this.#tokens.length) throw new Error('an expression goes on where it should end');
    return check;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token === undefined) throw new Error('an expression ends too early');
    return token;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #either(): Check {
    const parts = [this.#both()];
    while (this.#take('OR')) parts.push(this.#both());
    return (item, given) => parts.some((part) => part(item, given));
  }

  #both(): Check {
    const parts = [this.#one()];
    while (this.#take('AND')) parts.push(this.#one());
    return (item, given) => parts.every((part) => part(item, given));
  }

  #one(): Check {
    if (this.#take('(')) {
      const inner = this.#either();
      this.#next();
      return inner;
    }
    const token = this.#next();
    if (this.#take('(')) return this.#call(token);
    const left = operand(token);
    const operator = this.#next();
    if (operator === 'BETWEEN') {
      const from = operand(this.#next());
      this.#next();
      const to = operand(this.#next());
      return (item, given) => {
        const value = left(item, given);
        return compares('>=', value, from(item, given)) && compares('<=', value, to(item, given));
      };
    }
    const right = operand(this.#next());
    return (item, given) => compares(operator, left(item, given), right(item, given));
  }

  #call(name: string): Check {
    const first = operand(this.#next());
    const second = this.#take(',') ? operand(this.#next()) : undefined;
    this.#next();
    if (name === 'attribute_not_exists') return (item, given) => first(item, given) === undefined;
    if (name === 'attribute_exists') return (item, given) => first(item, given) !== undefined;
    if (name === 'begins_with' && second !== undefined) {
      return (item, given) => String(first(item, given)).startsWith(String(second(item, given)));
    }
    throw new Error(`a function that is not simulated: ${name}`);
  }
}

const conditions = new Map<string, Check>();

/** Whether the condition holds for an item; without one it does. */
export function holds(expression: string | undefined, item: Item | undefined, given: Substitutes): boolean {
  if (expression === undefined) return true;
  let check = conditions.get(expression);
  if (check === undefined) {
    check = new Parser(expression).whole();
    conditions.set(expression, check);
  }
  return check(item, given);
}

/** `SET #a = :a, b = :b REMOVE #c`: top-level attributes alone. */
export function updated(expression: string, item: Item, given: Substitutes): Item {
  const [, sets = '', removes = ''] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(expression) ?? [];
  if (sets === '') throw new Error(`an update that is not simulated: ${expression}`);
  const after: Record<string, unknown> = { ...item };
  for (const part of sets.split(', ')) {
    const [name = '', value = ''] = part.split(' = ');
    after[nameOf(name, given)] = operand(value)(undefined, given);
  }
  for (const name of removes === '' ? [] : removes.split(', ')) delete after[nameOf(name, given)];
  return after;
}
