import type { CodeInfo, Texts } from './code-info.ts';
import { DELIVERY_CODES } from './delivery.ts';
import { PEOPLE_CODES } from './people.ts';
import type { AbsenceCode, GateCode, HoldCode, ReasonCode } from './reasons.ts';
import { RUN_CODES } from './runs.ts';
import { SYSTEM_CODES } from './system.ts';

/** Every code that a report, an issue, an open item or a preview can show: what it means, and who fixes it where. */
export const CODES = { ...PEOPLE_CODES, ...RUN_CODES, ...DELIVERY_CODES, ...SYSTEM_CODES } as const satisfies {
  readonly [C in GateCode | ReasonCode | AbsenceCode | HoldCode]: CodeInfo;
};

const BY_CODE: ReadonlyMap<string, CodeInfo> = new Map(Object.entries(CODES));

/** What a code means; `undefined` for one that is not ours (an AWS error's name, say). */
export function codeInfo(code: string): CodeInfo | undefined {
  return BY_CODE.get(code);
}

/** A code in plain English, as support reads it; the code itself where it is not ours. */
export function inWords(code: string): string {
  return codeInfo(code)?.text.en ?? code;
}

/** Where what a code tells of an attribute is fixed: a birthday stands elsewhere than the other dates. */
export function placeOf(code: string, attribute?: string): Texts | undefined {
  const fix = codeInfo(code)?.fix;
  return fix?.of?.[attribute ?? ''] ?? fix?.where;
}
