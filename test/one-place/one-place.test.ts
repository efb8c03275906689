import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ATTRIBUTE,
  DATA_OF_KIND,
  DATE,
  HOLD,
  ISSUE,
  KIND,
  OPERATION,
  OPERATION_OF_ANOTHER,
  OPERATION_WITHOUT_ROLE,
  POLICY,
  REASON,
} from './additions.ts';
import { copyTree, type Edit, type Tree } from './copy-tree.ts';

// Each fact of these has one place. In a copy of the tree one of each is added there and nowhere else: what has to follow
// is derived, or turns red. Nothing is silently without it.

let tree: Tree;

beforeAll(async () => {
  tree = await copyTree();
}, 60_000);
afterAll(() => tree.remove());

/** The files of the product that do not compile any more; those of tests follow them. */
const compileWith = (...edits: readonly Edit[]) =>
  tree.with(edits, async () => (await tree.compile()).filter((file) => !file.startsWith('test/')));

const followWith = (what: 'attribute' | 'kind', edit: Edit) =>
  tree.with([edit], async () => JSON.parse((await tree.run(['test/one-place/derive.ts', what])).output) as unknown);

/** Whether these tests are green. */
const testWith = (edit: Edit, args: readonly string[]) =>
  tree.with([edit], async () => (await tree.run(['vitest', 'run', ...args])).ok);

describe('a copy of the tree', { timeout: 120_000 }, () => {
  it('compiles as it is', async () => {
    expect(await tree.compile()).toEqual([]);
  });
});

describe('an attribute of a person', { timeout: 120_000 }, () => {
  it('does not compile without its schema, words, and what check and delivery say of it', async () => {
    expect(await compileWith(ATTRIBUTE)).toEqual(
      expect.arrayContaining([
        'functions/support/attributes/check-attributes.ts',
        'shared/adapters/alleo/alleo-client.ts',
        'shared/contracts/user-mutation.ts',
        'shared/words/attribute-words.ts',
      ]),
    );
  });

  it('that is a date does not compile either without when it is doubted, and without how it is restored', async () => {
    expect(await compileWith(DATE)).toEqual(
      expect.arrayContaining([
        'shared/contracts/user-mutation.ts',
        'shared/core/decide/decide.ts',
        'shared/core/decide/doubt-date.ts',
        'shared/core/restore-memory.ts',
      ]),
    );
  });

  it('is read, frozen, fingerprinted, wanted, compared, remembered, stored and verified by its row alone', async () => {
    expect(await followWith('attribute', ATTRIBUTE)).toMatchObject({
      read: 'Boss',
      readable: true,
      vanished: [{ code: 'ATTRIBUTE_VANISHED', attribute: 'position' }],
      settled: 'another',
      wanted: 'Clerk',
      changed: ['job_title'],
      remembered: true,
      stored: 8,
      edited: ['job_title'],
    });
  });
});

describe('a kind of mutation', { timeout: 120_000 }, () => {
  it('does not compile without its stream, data, confirmation and words', async () => {
    expect(await compileWith(KIND)).toEqual([
      'cli/render/preview.ts',
      'console/page/words.ts',
      'functions/support/people/explain/explain-memory.ts',
      'shared/core/emit/mutation.ts',
      'shared/core/emit/remember.ts',
      'shared/words/explanation.ts',
      'shared/words/preview-rows.ts',
    ]);
  });

  it('whose message is written does not compile without who delivers it', async () => {
    expect(await compileWith(KIND, DATA_OF_KIND)).toContain('functions/deliver/deliver-mutation.ts');
  });

  it('has a place in the order, is held by a limit and stands in the history by its row alone', async () => {
    expect(await followWith('kind', KIND)).toEqual({
      order: 5,
      held: ['TOO_MANY_DEACTIVATIONS'],
      history: [{ date: '2026-12-01', kind: 'pause-account', reason: 'EMPLOYED' }],
    });
  });
});

describe('a code', { timeout: 120_000 }, () => {
  it.each([
    ['a hold', HOLD],
    ['a reason', REASON],
  ])('that is %s does not compile without its words and who fixes it', async (_what, edit) => {
    expect(await compileWith(edit)).toContain('shared/contracts/codes/codes.ts');
  });

  it('that is only told turns the test of codes red without its row', async () => {
    expect(await testWith(ISSUE, ['test/shared/contracts/codes'])).toBe(false);
  });
});

describe('a policy', { timeout: 120_000 }, () => {
  it('does not compile without its place on the page and whether it asks again of who is settled', async () => {
    expect(await compileWith(POLICY)).toEqual([
      'console/screens/settings/render-settings.ts',
      'shared/core/compare/profile.ts',
    ]);
  });

  it('turns the test of the rules red without its row in the table', async () => {
    expect(await testWith(POLICY, ['test/docs/documents.test.ts', '-t', 'policy'])).toBe(false);
  });
});

describe('an operation of support', { timeout: 120_000 }, () => {
  it('does not compile without who does it', async () => {
    expect(await compileWith(OPERATION)).toEqual(['functions/support/dispatch.ts']);
  });

  it('does not compile without a role', async () => {
    expect(await compileWith(OPERATION_WITHOUT_ROLE)).toContain('shared/contracts/support/customers.ts');
  });

  it('does not compile with the answer of another one', async () => {
    expect(await compileWith(OPERATION_OF_ANOTHER)).toEqual(['functions/support/dispatch.ts']);
  });
});
