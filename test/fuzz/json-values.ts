/** Every kind of JSON value, odd ones of each. */
export const JSON_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  Number.MAX_SAFE_INTEGER + 1,
  1e308,
  '',
  ' \t',
  'text',
  'NaN',
  '-0',
  '2026-02-30',
  '31.12.1999',
  '[[',
  'nul\u0000 and 😀 and \u202e',
  'x'.repeat(5_000),
  [],
  [null],
  ['a', 'b'],
  [[['deep']]],
  {},
  { value: { value: {} } },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":null}'),
  JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`),
];

type Path = readonly (string | number)[];

/** Every place in a JSON value, itself first. */
export function placesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Array.isArray(value)
    ? value.flatMap((one: unknown, index) => placesOf(one, [...path, index]))
    : Object.entries(value).flatMap(([key, one]) => placesOf(one, [...path, key]));
  return [path, ...inside];
}

/** A copy with another value at a place; `undefined` takes the place away. */
export function replaceAt(value: unknown, path: Path, next: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return next;
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown, index) => {
      const replaced = index === first ? replaceAt(one, rest, next) : one;
      // In brackets: what is put here may be a list itself.
      return replaced === undefined ? [] : [replaced];
    });
  }
  const entries = Object.entries(value as object).flatMap(([key, one]): [string, unknown][] => {
    if (key !== String(first)) return [[key, one]];
    const replaced = replaceAt(one, rest, next);
    return replaced === undefined ? [] : [[key, replaced]];
  });
  return Object.fromEntries(entries);
}
