/** A copy that nobody can change, without properties that are `undefined`: what a store would give back. */
export function frozen<T>(value: T): T {
  const copy: T = JSON.parse(JSON.stringify(value));
  return freeze(copy);
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner);
    Object.freeze(value);
  }
  return value;
}
