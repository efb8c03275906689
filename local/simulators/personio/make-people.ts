import type { PersonioPerson } from './person.ts';

const FIRST_NAMES = splitNames(
  `Anna, Bas, Björn, Charlotte, Daan, Désirée, Emma, Femke, Florian, Fleur, Günther, Hannah, Ingeborg, Jan,
  Jeroen, Jörg, Jürgen, Katharina, Käthe, Lars, Lena, Lotte, Luuk, Maarten, Maren, Matthias, Noor, Pieter, René,
  Ruben, Sanne, Sönke, Sophie, Stefan, Sven, Thijs, Ursula, Willem, Zoë, Özlem`,
);

const LAST_NAMES = splitNames(
  `Bakker, Bauer, Böhm, de Boer, de Groot, de Jong, de Vries, Dijkstra, Fischer, Großmann, Günther, Hendriks,
  Hoffmann, IJsselstein, Jansen, Jäger, Klein, Köhler, Krüger, Löwe, Meijer, Meyer, Mulder, Müller, 't Hart,
  Peters, Schäfer, Schmidt, Schröder, Smit, Strauß, Ünal, van Dam, van den Berg, van der Meer, van Dijk, Visser,
  Vos, Wagner, Weiß`,
);

const DEPARTMENTS = splitNames(
  `Sales, Customer Care, IT, Finance, People & Culture, Marketing, Logistik, Geschäftsführung`,
);

export interface MakePeopleOptions {
  readonly count: number;
  /** The same seed gives the same people. @default 1 */
  readonly seed?: number;
  /** The day on which statuses and dates agree. @default 2026-11-02 */
  readonly today?: string;
  /** Of the e-mail addresses. @default example.com */
  readonly domain?: string;
  /** Ids count up from here. @default 1001 */
  readonly firstId?: number;
}

/**
 * Dutch and German employees with umlauts and prefixes: of a hundred about 86 active, 3 on leave, 3 before their first
 * day and 8 who left. Every e-mail address is plain ASCII and its own.
 */
export function makePeople(options: MakePeopleOptions): PersonioPerson[] {
  const { count, seed = 1, today = '2026-11-02', domain = 'example.com', firstId = 1001 } = options;
  const random = makeRandom(seed);
  const todayMs = Date.parse(`${today}T00:00:00Z`);
  const namesakes = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const firstName = pick(random, FIRST_NAMES);
    const lastName = pick(random, LAST_NAMES);
    const local = `${asMailName(firstName)}.${asMailName(lastName)}`;
    const nth = (namesakes.get(local) ?? 0) + 1;
    namesakes.set(local, nth);
    return {
      id: firstId + index,
      email: `${local}${nth === 1 ? '' : nth}@${domain}`,
      firstName,
      lastName,
      ...pickEmployment(random, todayMs),
      birthday: random() < 0.03 ? null : addDays(Date.UTC(1962, 0, 1), Math.floor(random() * 15_700)),
      department: random() < 0.05 ? null : pick(random, DEPARTMENTS),
      custom: {},
    };
  });
}

type Employment = Pick<PersonioPerson, 'status' | 'hireDate' | 'terminationDate'>;

function pickEmployment(random: () => number, todayMs: number): Employment {
  const chance = random();
  const past = 1 + Math.floor(random() * 4000);
  const near = 1 + Math.floor(random() * 90);
  if (chance < 0.03) return { status: 'onboarding', hireDate: addDays(todayMs, near), terminationDate: null };
  if (chance < 0.11) {
    return { status: 'inactive', hireDate: addDays(todayMs, -past - near), terminationDate: addDays(todayMs, -near) };
  }
  const hireDate = addDays(todayMs, -past);
  if (chance < 0.14) return { status: 'leave', hireDate, terminationDate: null };
  return { status: 'active', hireDate, terminationDate: chance < 0.16 ? addDays(todayMs, near) : null };
}

const SPELLED_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', é: 'e', ë: 'e' };

function asMailName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[äöüßéë]/g, (letter) => SPELLED_OUT[letter] ?? '')
    .replaceAll(' ', '.')
    .replace(/[^a-z.]/g, '');
}

function addDays(milliseconds: number, days: number): string {
  return new Date(milliseconds + days * 86_400_000).toISOString().slice(0, 10);
}

function pick(random: () => number, names: readonly string[]): string {
  const name = names[Math.floor(random() * names.length)];
  if (name === undefined) throw new RangeError('There is no name to pick.');
  return name;
}

function splitNames(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}

/** Mulberry32: small, quick, the same everywhere. Returns numbers from 0 to below 1. */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
