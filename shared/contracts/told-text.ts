import { MOST_OF_AN_EMAIL, oneLine } from './one-line.ts';
import * as z from './zod.ts';

/** Somebody else's text in an answer: on one line, at most 80 characters, whoever shows it. */
export const ToldTextSchema = z.string().check(z.overwrite((text) => oneLine(text)));

/** The same for what may be as long as an e-mail address. */
export const ToldAddressSchema = z.string().check(z.overwrite((text) => oneLine(text, MOST_OF_AN_EMAIL)));
