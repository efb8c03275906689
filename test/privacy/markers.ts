import { createHash } from 'node:crypto';

/** Texts that stand nowhere by accident, by what they are. */
export const MARKED = {
  firstNames: ['Zquirinia', 'Qvandolf', 'Xylobert', 'Vraxine'],
  lastNames: ['Vexholm-Brandt', 'Kwistelgard', 'Zzyverloo', 'Oqvistera'],
  emails: ['zquirinia.vexholm@marked-one.example', 'qvandolf@marked-two.example', 'Xylo.Bert@marked-three.example'],
  invalidEmails: ['zquirinia at marked nowhere'],
  birthdays: ['1971-03-17', '1968-11-29', '1983-07-13'],
  departments: ['Quarzabteilung Nord', 'Zinkverwaltung'],
  amounts: ['873.41', '912.67', '4283.59', '3917.83', '8391.57', '-641.93', '77.12345'],
  odd: ['zq-marked-status', 'zq-marked-vielleicht', '17. Märzember 1971', 'zq-marked-amount'],
  /** Only ever put into items to spoil them. */
  spoilt: ['Spoilt-Zwanzika', 'spoilt@marked-four.example'],
  secrets: [
    'marked-client-id-9c1e',
    'marked-client-secret-4b7d',
    'marked-access-key-77aa',
    'marked-secret-key-03fe',
    'marked-wrong-secret-51d0',
  ],
} as const;

const DIGESTS = ['md5', 'sha1', 'sha256'] as const;
/** Shorter pieces may stand somewhere by chance. */
const SHORTEST = 6;

/** A text in base64 as it looks inside a longer one, at each of three offsets, without what depends on its neighbours. */
function base64Pieces(text: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
    const start = Math.ceil((offset * 8) / 6);
    const end = Math.floor((bytes.length * 8) / 6);
    return (['base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding).slice(start, end));
  });
}

function hashesOf(text: string): string[] {
  return DIGESTS.flatMap((name) =>
    (['hex', 'base64', 'base64url'] as const).map((encoding) => createHash(name).update(text).digest(encoding)),
  );
}

/** The other ways in which people write a date. */
function datesOf(text: string): string[] {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return [];
  return [`${year}${month}${day}`, `${day}.${month}.${year}`, `${day}/${month}/${year}`, `${month}/${day}/${year}`];
}

/** Everything by which somebody could know the text again: itself, encoded, or hashed without a key; lower case. */
function formsOf(text: string): string[] {
  const spelt = [...new Set([text, text.toLowerCase()])];
  const encoded = spelt.flatMap((one) => [
    one,
    encodeURIComponent(one),
    new URLSearchParams({ '': one }).toString().slice(1),
    JSON.stringify(one).slice(1, -1),
    Buffer.from(one).toString('hex'),
    ...base64Pieces(one),
    ...hashesOf(one),
  ]);
  const forms = [...encoded, ...datesOf(text)].map((form) => form.toLowerCase());
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

/** A marker found where it may not be. */
export interface Find {
  readonly where: string;
  readonly marker: string;
  readonly around: string;
}

/** Looks for any form of any marker. */
export function createSearch(markers: readonly string[]): (where: string, text: string) => Find[] {
  const forms = markers.flatMap((marker) => formsOf(marker).map((form) => ({ marker, form })));
  return (where, text) => {
    const lower = text.toLowerCase();
    return forms.flatMap(({ marker, form }) => {
      const at = lower.indexOf(form);
      return at < 0 ? [] : [{ where, marker, around: text.slice(Math.max(0, at - 120), at + form.length + 60) }];
    });
  };
}
