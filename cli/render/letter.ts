import type { Language } from '../../shared/contracts/code-info.ts';
import { codeInfo } from '../../shared/contracts/codes.ts';
import type { SupportAnswer } from '../../shared/contracts/support-operation.ts';

type Issues = SupportAnswer<'issues'>;

const WORDS: {
  readonly [L in Language]: { subject: string; hello: string; intro: string; none: string; where: string; bye: string };
} = {
  en: {
    subject: 'Alleo and Personio: please check a few employees',
    hello: 'Dear HR team,',
    intro:
      'when we read your Personio account, we found the following. Once it is corrected in Personio, Alleo follows by itself the next day.',
    none: 'we read your Personio account and found nothing to correct.',
    where: 'Where to correct it',
    bye: 'Kind regards,\nAlleo',
  },
  nl: {
    subject: 'Alleo en Personio: graag een paar medewerkers controleren',
    hello: 'Beste HR-team,',
    intro:
      'bij het lezen van jullie Personio-account vonden we het volgende. Zodra het in Personio is aangepast, volgt Alleo de volgende dag vanzelf.',
    none: 'we hebben jullie Personio-account gelezen en niets gevonden om aan te passen.',
    where: 'Waar aan te passen',
    bye: 'Met vriendelijke groet,\nAlleo',
  },
  de: {
    subject: 'Alleo und Personio: bitte einige Mitarbeitende prüfen',
    hello: 'Liebes HR-Team,',
    intro:
      'beim Lesen Ihres Personio-Kontos haben wir Folgendes gefunden. Sobald es in Personio korrigiert ist, folgt Alleo am nächsten Tag von selbst.',
    none: 'wir haben Ihr Personio-Konto gelesen und nichts gefunden, das zu korrigieren wäre.',
    where: 'Wo es korrigiert wird',
    bye: 'Freundliche Grüße\nAlleo',
  },
};

/** What HR can mend, as a letter to the customer: by code, with the names, and where to click. */
export function renderLetter(issues: Issues['issues'], language: Language): string {
  const words = WORDS[language];
  const forHr = issues.filter((issue) => codeInfo(issue.code)?.mend.who === 'hr');
  const byCode = Map.groupBy(forHr, (issue) => issue.code);
  const parts = [...byCode].map(([code, some]) => {
    const info = codeInfo(code);
    const people = some.map(
      (one) => `  - ${one.name ?? one.employeeId ?? ''}${one.attribute === undefined ? '' : ` (${one.attribute})`}`,
    );
    return [
      info?.text[language] ?? code,
      ...new Set(people),
      `${words.where}: ${info?.mend.where[language] ?? ''}`,
    ].join('\n');
  });
  const body = parts.length === 0 ? [words.none] : [words.intro, ...parts];
  return [words.subject, '', words.hello, '', body.join('\n\n'), '', words.bye].join('\n');
}
