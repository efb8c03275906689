/** So long is a name, a label or a department at most where we tell it. */
const MOST = 80;
/** An e-mail address in a table or a file is whole (RFC 5321, 4.5.3.1). */
export const MOST_OF_AN_EMAIL = 254;

/** Line breaks of every kind, tabs and other control characters, and blanks of any width. */
const BLANK = /[\s\p{Cc}\u2028\u2029]+/gu;
/**
 * What is not seen and changes what is: turns of direction, marks that hide, fillers, tags (Unicode,
 * DerivedCoreProperties.txt, as in core's text) and annotations. Joiners within words and emoji, and what picks the form
 * of a character, stay.
 */
const UNSEEN = /(?!\p{Join_Control}|\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu;

/** A text of somebody else's on one line that shows what it holds: no line break, no control character, none unseen. */
export function foldLines(text: string): string {
  return text.toWellFormed().replaceAll(UNSEEN, '').replaceAll(BLANK, ' ').trim();
}

/** A text of at most so many characters, none of them cut in two, with a sign that there was more. */
export function cutCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  const characters = Array.from(text);
  if (characters.length <= most) return text;
  const kept = characters.slice(0, most - 1).join('');
  return `${kept.trimEnd()}…`;
}

/**
 * A name, a label, whatever others wrote, where we tell it in our own voice: on one line, at most 80 characters, so that
 * nobody's first name stands as a paragraph of ours.
 */
export function oneLine(text: string, most = MOST): string {
  // Bounded before it is looked at: what is shown of a megabyte is its beginning.
  return cutCharacters(foldLines(text.slice(0, most * 50)), most);
}
