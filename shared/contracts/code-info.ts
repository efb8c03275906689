/** Languages of the texts that customers see; a tenant with another one gets English. */
export const LANGUAGES = ['en', 'nl', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The same words in each language. */
export type Texts = { readonly [L in Language]: string };

/** Who has to act. `nobody`: it is as it should be, or mends itself. */
export type Mender = 'hr' | 'support' | 'alleo' | 'engineer' | 'nobody';

/** What a code means in plain words, and who mends it where. */
export interface CodeInfo {
  readonly text: Texts;
  /** `customer`: the place as a customer is told it, where `where` also names a command of ours. */
  readonly mend: { readonly who: Mender; readonly where: Texts; readonly customer?: Texts };
}

/** The language to speak to a customer in. */
export function languageOf(code: string): Language {
  return LANGUAGES.find((language) => language === code) ?? 'en';
}
