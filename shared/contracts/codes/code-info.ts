/** Languages of the texts that customers see; a tenant with another one gets English. */
export const LANGUAGES = ['en', 'nl', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same words in each language. */
export type Texts = { readonly [L in Language]: string };

/** Who has to act. `nobody`: it is as it should be, or goes by itself. */
export type Fixer = 'hr' | 'support' | 'alleo' | 'engineer' | 'nobody';

/** Who has to act, as support reads it. */
export const FIXERS: { readonly [F in Fixer]: string } = {
  hr: 'HR fixes it',
  support: 'You fix it',
  alleo: 'An admin of Alleo fixes it',
  engineer: 'An engineer fixes it',
  nobody: 'It goes by itself',
};

/** The same as a name. */
export const FIXER_NAMES: { readonly [F in Fixer]: string } = {
  hr: 'the customer',
  support: 'you',
  alleo: 'an admin of Alleo',
  engineer: 'an engineer',
  nobody: 'nobody',
};

/** What a code means in plain words, and who fixes it where. */
export interface CodeInfo {
  readonly text: Texts;
  /** The text as a customer is told it, where `text` speaks of what only we know. */
  readonly customer?: Texts;
  readonly fix: {
    readonly who: Fixer;
    readonly where: Texts;
    /** The place as a customer is told it, where `where` also names a command of ours. */
    readonly customer?: Texts;
    /** Where it is another place for this attribute. */
    readonly of?: { readonly [attribute: string]: Texts };
  };
}

/** The language to speak to a customer in. */
export function languageOf(code: string): Language {
  return LANGUAGES.find((language) => language === code) ?? 'en';
}
