/** Personio's ids, of which each customer has a thousand (life/company.ts). */
const ID = /(?<![\w#.-])[12]\d{3}(?![\w.-])/g;
const DAY = /^\d\d-\d\d/;

const idsIn = (text: string): readonly string[] => text.match(ID) ?? [];

/**
 * Of a failing history what concerns the people whom it went wrong for, where it names any: what is said of others alone is
 * left out, and so are days on which nothing is said of them.
 */
export function tellShortly(lines: readonly string[], wrong: string): readonly string[] {
  const concerned = new Set(idsIn(wrong));
  if (concerned.size === 0) return lines;
  const isConcerned = (line: string) => idsIn(line).some((id) => concerned.has(id));
  const days = new Set(lines.filter(isConcerned).map((line) => DAY.exec(line)?.[0]));
  return lines.filter((line) => {
    const isTheirDay = days.has(DAY.exec(line)?.[0]);
    return isTheirDay && (idsIn(line).length === 0 || isConcerned(line));
  });
}
