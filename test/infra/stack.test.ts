import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesize.ts';

const dev = synthesize();

describe('the stack', () => {
  it('gives every log group a retention', () => {
    const groups = dev.find('AWS::Logs::LogGroup');
    expect(groups).toHaveLength(5);
    for (const group of groups) expect(group.Properties['RetentionInDays'], group.id).toBe(30);
  });
});
