import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeCsv } from '../../cli/write-csv.ts';
import { openOwnFile } from '../../local/engine/open-own-file.ts';
import { ownDirectory } from '../../local/engine/own-directory.ts';
import { openSecrets } from '../../local/engine/secrets/open-secrets.ts';
import { removeUnfinished, writeFileAtomically } from '../../local/engine/write-file-atomically.ts';
import { openPipeline } from '../local/pipeline.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'own-files-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dir, { recursive: true, force: true });
});

const modeOf = (path: string) => lstatSync(path).mode & 0o777;
const asSomebodyElse = () => vi.spyOn(process, 'getuid').mockReturnValue((process.getuid?.() ?? 0) + 1);

it('every file in the folder of --local is for its owner alone, also the mutations beside it, whatever their mode was', async () => {
  const folder = join(dir, 'state');
  const mutations = join(dir, 'sent.jsonl');
  writeFileSync(mutations, '');
  chmodSync(mutations, 0o644);
  const pipeline = await openPipeline({ dir: folder, people: [{ id: 1 }] });
  await pipeline.addTenant();
  await pipeline.approve('2026-11-02');
  await pipeline.runDay('2026-11-02', mutations);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  await pipeline.close();
  expect(files.length).toBeGreaterThan(5);
  expect([folder, ...files].filter((path) => existsSync(path) && (modeOf(path) & 0o077) !== 0)).toEqual([]);
  expect(modeOf(join(folder, 'dynamodb'))).toBe(0o700);
  expect(readFileSync(mutations, 'utf8')).toContain('"activate"');
  expect(modeOf(mutations)).toBe(0o600);
});

describe('a folder of --local', () => {
  it.each([0o755, 0o750, 0o711, 0o770, 0o777, 0o701, 0o740])(
    'that others may look into (%o) is refused, with what to type',
    (mode) => {
      chmodSync(dir, mode);
      expect(() => ownDirectory(dir)).toThrow(`chmod 700 ${dir}`);
    },
  );

  it('of somebody else is refused, and so is a link that somebody else made', () => {
    asSomebodyElse();
    expect(() => ownDirectory(dir)).toThrow('belongs to somebody else');
    vi.restoreAllMocks();
    const link = join(dir, 'link');
    mkdirSync(join(dir, 'mine'), { mode: 0o700 });
    symlinkSync(join(dir, 'mine'), link);
    expect(ownDirectory(link)).toMatch(/mine$/);
    // Only root can make a link another user's; anybody else is made another user here.
    if (process.getuid?.() === 0) lchownSync(link, 12_345, 12_345);
    else asSomebodyElse();
    expect(() => ownDirectory(link)).toThrow('belongs to somebody else');
  });

  it('is made for its owner alone, with those above it', () => {
    ownDirectory(join(dir, 'a', 'b'));
    expect([modeOf(join(dir, 'a')), modeOf(join(dir, 'a', 'b'))]).toEqual([0o700, 0o700]);
  });

  it('that cannot be made is refused in a sentence', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => ownDirectory(join(dir, 'file', 'state'))).toThrow(/cannot be made \(ENOTDIR\)/);
  });
});

/** Each way in which the command writes what others may not read. */
const WRITERS: readonly (readonly [what: string, write: (file: string) => void | Promise<void>])[] = [
  ['--csv', (file) => writeCsv(file, [['Zoë']])],
  ['a file of the engine', (file) => writeFileAtomically(file, 'Zoë')],
  ['the secrets', (file) => openSecrets({ file, now: Date.now }).put('acme', undefined)],
];

describe.each(WRITERS)('%s', (_what, write) => {
  it.each([0o644, 0o666, 0o777])('keeps nothing of a file of mode %o that was there', async (mode) => {
    const file = join(dir, 'file');
    writeFileSync(file, '[]');
    chmodSync(file, mode);
    const { ino } = statSync(file);
    await write(file);
    expect(modeOf(file)).toBe(0o600);
    expect(statSync(file).ino).not.toBe(ino);
  });

  it.each(['a file', 'nothing'])('does not write through a link to %s', async (target) => {
    const elsewhere = join(dir, 'elsewhere');
    if (target === 'a file') writeFileSync(elsewhere, '[]');
    const file = join(dir, 'file');
    symlinkSync(elsewhere, file);
    await write(file);
    expect(lstatSync(file).isSymbolicLink()).toBe(false);
    expect(existsSync(elsewhere) ? readFileSync(elsewhere, 'utf8') : 'nothing').toBe(
      target === 'a file' ? '[]' : 'nothing',
    );
  });

  it('does not write through a file or a link that somebody prepared beside it', async () => {
    const elsewhere = join(dir, 'elsewhere');
    const file = join(dir, 'file');
    for (const name of ['file.new', '.file.new', 'file.tmp']) symlinkSync(elsewhere, join(dir, name));
    await write(file);
    expect(existsSync(elsewhere)).toBe(false);
    expect(modeOf(file)).toBe(0o600);
  });

  it('is for its writer alone whatever the umask, and leaves nothing beside it', async () => {
    const before = process.umask(0);
    try {
      await write(join(dir, 'file'));
    } finally {
      process.umask(before);
    }
    expect(modeOf(join(dir, 'file'))).toBe(0o600);
    expect(readdirSync(dir)).toEqual(['file']);
  });

  it('leaves nothing beside a file that cannot be written', async () => {
    mkdirSync(join(dir, 'file', 'full'), { recursive: true });
    await expect((async () => write(join(dir, 'file')))()).rejects.toThrow();
    expect(readdirSync(dir)).toEqual(['file']);
  });
});

it('--csv replaces no device', async () => {
  await expect(writeCsv('/dev/null', [['Zoë']])).rejects.toMatchObject({ code: 'CSV_FILE' });
  symlinkSync('/dev/null', join(dir, 'link'));
  await expect(writeCsv(join(dir, 'link'), [['Zoë']])).rejects.toMatchObject({ code: 'CSV_FILE' });
});

describe('a file that is appended to, like --mutations', () => {
  it.each([0o644, 0o620, 0o666])('is closed to others, of mode %o as it was', (mode) => {
    const file = join(dir, 'file');
    writeFileSync(file, 'before');
    chmodSync(file, mode);
    openOwnFile(file);
    expect(modeOf(file)).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe('before');
  });

  it('is no link, no device, no folder, and not of somebody else', () => {
    const file = join(dir, 'file');
    symlinkSync(join(dir, 'elsewhere'), file);
    expect(() => openOwnFile(file)).toThrow(expect.objectContaining({ code: 'ELOOP' }));
    expect(existsSync(join(dir, 'elsewhere'))).toBe(false);
    expect(() => openOwnFile('/dev/null')).toThrow(expect.objectContaining({ code: 'EACCES' }));
    expect(() => openOwnFile(dir)).toThrow(expect.objectContaining({ code: 'EISDIR' }));
    asSomebodyElse();
    expect(() => openOwnFile(join(dir, 'new'))).toThrow(expect.objectContaining({ code: 'EACCES' }));
  });
});

it('what a process left that died while it wrote is removed when the folder is opened again, and nothing else', () => {
  for (const name of ['.secrets.json.0123456789abcdef.new', '.profile', 'mine.new'])
    writeFileSync(join(dir, name), 'x');
  removeUnfinished(dir);
  expect(readdirSync(dir).toSorted()).toEqual(['.profile', 'mine.new']);
});
