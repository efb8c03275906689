import { describe, expect, it } from 'vitest';
import { MUTATION_KINDS } from '../../../../shared/contracts/mutation-kind.ts';
import { addChange, readHistory } from '../../../../shared/core/ground/history.ts';

describe('the last changes of a person', () => {
  it('are read as they were written, of every kind', () => {
    const all = MUTATION_KINDS.map((kind, n) => ({
      date: `2026-11-0${n + 1}`,
      kind,
      reason: n % 2 === 0 ? 'EMPLOYED' : 'STATUS_INACTIVE',
    }));
    const written = all.reduce<string | undefined>(addChange, undefined);
    expect(readHistory(written)).toEqual(all);
  });

  it('are ten, and short', () => {
    let history: string | undefined;
    for (let day = 10; day < 24; day += 1) {
      history = addChange(history, { date: `2026-11-${day}`, kind: 'update', reason: 'EMPLOYED' });
    }
    expect(readHistory(history).map(({ date }) => date.slice(-2))).toEqual('14 15 16 17 18 19 20 21 22 23'.split(' '));
    expect(history).toHaveLength(79);
  });

  it('of a newer release, or none: what cannot be read is left out', () => {
    expect(readHistory('261101a 261102zNEW x 261103dSTATUS_INACTIVE').map(({ kind }) => kind)).toEqual([
      'activate',
      'deactivate',
    ]);
    expect(readHistory(undefined)).toEqual([]);
  });
});
