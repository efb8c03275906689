import type { Texts } from './code-info.ts';

/** Where things are fixed. Menu names as on Personio's screens; in Dutch with the English name behind, since many read the English screens. */
export const PLACES = {
  ceiling: {
    en: 'Ask the customer, then `personio-sync tenant set ID --set maxMonthlyBudget=AMOUNT` or `--set maxOneOffBudget=AMOUNT`; the next run sends it again',
    nl: 'De klant vragen, dan `personio-sync tenant set ID --set maxMonthlyBudget=AMOUNT` of `--set maxOneOffBudget=AMOUNT`; de volgende run stuurt het opnieuw',
    de: 'Den Kunden fragen, dann `personio-sync tenant set ID --set maxMonthlyBudget=AMOUNT` oder `--set maxOneOffBudget=AMOUNT`; der nächste Lauf sendet es wieder',
  },
  nowhere: { en: '–', nl: '–', de: '–' },
  credential: {
    en: 'Personio: Settings → Integrations → API Credentials (newer accounts: Marketplace → Connected integrations) → the credential for Alleo → Readable employee attributes',
    nl: 'Personio: Instellingen (Settings) → Integraties (Integrations) → API-gegevens (API Credentials), in nieuwere accounts: Marketplace → Gekoppelde integraties (Connected integrations) → de API-gegevens voor Alleo → Leesbare medewerkerskenmerken (Readable employee attributes)',
    de: 'Personio: Einstellungen → Integrationen → API-Zugangsdaten (neuere Konten: Marketplace → Verbundene Integrationen) → die API-Zugangsdaten für Alleo → Lesbare Mitarbeiterattribute',
  },
  newCredential: {
    en: 'Personio: a new credential (Settings → Integrations → API Credentials, or Marketplace → Connected integrations); then `personio-sync credentials rotate ID`',
    nl: 'Personio: nieuwe API-gegevens (Instellingen (Settings) → Integraties (Integrations) → API-gegevens (API Credentials), of Marketplace → Gekoppelde integraties (Connected integrations)); daarna `personio-sync credentials rotate ID`',
    de: 'Personio: neue API-Zugangsdaten (Einstellungen → Integrationen → API-Zugangsdaten, oder Marketplace → Verbundene Integrationen); danach `personio-sync credentials rotate ID`',
  },
  newCredentialForCustomer: {
    en: 'Personio: a new credential (Settings → Integrations → API Credentials, newer accounts: Marketplace → Connected integrations); please send it to us the same way as the first one',
    nl: 'Personio: nieuwe API-gegevens aanmaken (Instellingen (Settings) → Integraties (Integrations) → API-gegevens (API Credentials), in nieuwere accounts: Marketplace → Gekoppelde integraties (Connected integrations)); graag op dezelfde manier naar ons sturen als de eerste keer',
    de: 'Personio: neue API-Zugangsdaten erstellen (Einstellungen → Integrationen → API-Zugangsdaten, neuere Konten: Marketplace → Verbundene Integrationen); bitte senden Sie sie uns auf demselben Weg wie die ersten',
  },
  personal: {
    en: 'Personio: Employees → the person → Personal info',
    nl: 'Personio: Medewerkers (Employees) → de persoon → Persoonlijke gegevens (Personal info)',
    de: 'Personio: Mitarbeiter → die Person → Persönliche Informationen',
  },
  employment: {
    en: 'Personio: Employees → the person → HR information (status, hire date, termination date)',
    nl: 'Personio: Medewerkers (Employees) → de persoon → HR-gegevens (HR information): status, datum in dienst, datum uit dienst',
    de: 'Personio: Mitarbeiter → die Person → HR-Informationen (Status, Einstellungsdatum, „Kündigungsdatum“)',
  },
  profile: {
    en: 'Personio: the profile of the person, restored or shown to the credential for Alleo; nothing where they have left',
    nl: 'Personio: het profiel van de persoon, teruggezet of zichtbaar voor de API-gegevens van Alleo; niets als de persoon weg is',
    de: 'Personio: das Profil der Person, wiederhergestellt oder für die API-Zugangsdaten von Alleo sichtbar; nichts, wenn die Person ausgeschieden ist',
  },
  profileForCustomer: {
    en: 'If they have left, you need not do anything: their access ends by itself. If not, please restore their profile in Personio, or let the credential for Alleo see it.',
    nl: 'Zijn zij vertrokken, dan hoeven jullie niets te doen: hun toegang eindigt vanzelf. Zo niet, zet het profiel in Personio dan terug, of maak het zichtbaar voor de API-gegevens van Alleo.',
    de: 'Sind sie ausgeschieden, müssen Sie nichts tun: Der Zugang endet von selbst. Wenn nicht, stellen Sie das Profil in Personio bitte wieder her, oder machen Sie es für die API-Zugangsdaten von Alleo sichtbar.',
  },
  selection: {
    en: 'Personio: Employees → the person → the field for Alleo: Yes or No',
    nl: 'Personio: Medewerkers (Employees) → de persoon → het veld voor Alleo: Yes of No',
    de: 'Personio: Mitarbeiter → die Person → das Feld für Alleo: Yes oder No',
  },
  attributes: {
    en: 'Personio: Settings → Integrations (Employee Information) → the field that is named: a shorter name',
    nl: 'Personio: Instellingen (Settings) → Integraties (Integrations, Employee Information) → het genoemde veld: een kortere naam',
    de: 'Personio: Einstellungen → Integrationen (Mitarbeiterinformationen) → das genannte Feld: ein kürzerer Name',
  },
  budget: {
    en: 'Personio: Employees → the person → the budget field that is named',
    nl: 'Personio: Medewerkers (Employees) → de persoon → het genoemde budgetveld',
    de: 'Personio: Mitarbeiter → die Person → das genannte Budgetfeld',
  },
  approve: {
    en: '`personio-sync preview ID`, ask the customer, then `personio-sync approve ID --digest D`',
    nl: '`personio-sync preview ID`, de klant vragen, dan `personio-sync approve ID --digest D`',
    de: '`personio-sync preview ID`, den Kunden fragen, dann `personio-sync approve ID --digest D`',
  },
  approveInAddition: {
    en: '`personio-sync preview ID`, ask the customer whether the new amount is meant in addition to the old one (a correction is not: leave it held), then `personio-sync approve ID --digest D`',
    nl: '`personio-sync preview ID`, de klant vragen of het nieuwe bedrag bovenop het oude bedoeld is (een correctie niet: laten wachten), dan `personio-sync approve ID --digest D`',
    de: '`personio-sync preview ID`, den Kunden fragen, ob der neue Betrag zusätzlich zum alten gemeint ist (eine Korrektur nicht: warten lassen), dann `personio-sync approve ID --digest D`',
  },
  approvePaidOrNot: {
    en: '`personio-sync preview ID` names both ids; ask the customer whether they are one person. If not, `personio-sync approve ID --digest D` pays; if they are, `--without-one-off` with it only remembers that it was paid',
    nl: '`personio-sync preview ID` noemt beide ids; de klant vragen of het één persoon is. Zo niet, dan betaalt `personio-sync approve ID --digest D`; zo ja, dan onthoudt het met `--without-one-off` alleen dat er betaald is',
    de: '`personio-sync preview ID` nennt beide IDs; den Kunden fragen, ob es eine Person ist. Wenn nicht, zahlt `personio-sync approve ID --digest D`; wenn ja, hält es mit `--without-one-off` nur fest, dass gezahlt ist',
  },
  preview: {
    en: '`personio-sync preview ID`, then `activate` or `approve` with its digest',
    nl: '`personio-sync preview ID`, dan `activate` of `approve` met die digest',
    de: '`personio-sync preview ID`, dann `activate` oder `approve` mit diesem Digest',
  },
  eligibility: {
    en: 'Ask the customer, then `personio-sync tenant set ID --eligibility LABEL` or `--eligibility none`',
    nl: 'De klant vragen, dan `personio-sync tenant set ID --eligibility LABEL` of `--eligibility none`',
    de: 'Den Kunden fragen, dann `personio-sync tenant set ID --eligibility LABEL` oder `--eligibility none`',
  },
  requeue: {
    en: '`personio-sync requeue ID`; the next daily run tries again by itself',
    nl: '`personio-sync requeue ID`; de volgende dagelijkse run probeert het vanzelf opnieuw',
    de: '`personio-sync requeue ID`; der nächste tägliche Lauf versucht es von selbst erneut',
  },
  listing: {
    en: '`personio-sync requeue ID`, and again after an hour. If it stays so, send Personio the two figures that `personio-sync check ID` shows, and ask the customer whether somebody was added or deleted at that time',
    nl: '`personio-sync requeue ID`, en een uur later nog eens. Blijft het zo, stuur Personio dan de twee getallen die `personio-sync check ID` toont, en vraag de klant of er op dat moment iemand is toegevoegd of verwijderd',
    de: '`personio-sync requeue ID`, und nach einer Stunde noch einmal. Bleibt es so, die beiden Zahlen, die `personio-sync check ID` zeigt, an Personio senden und den Kunden fragen, ob zu dieser Zeit jemand angelegt oder gelöscht wurde',
  },
  relink: {
    en: '`personio-sync relink ID` shows the accounts, and takes over exactly those of its digest',
    nl: '`personio-sync relink ID` toont de accounts en neemt precies die van de getoonde digest over',
    de: '`personio-sync relink ID` zeigt die Konten und übernimmt genau die des gezeigten Digests',
  },
  account: {
    en: 'Alleo: the account that has this e-mail address',
    nl: 'Alleo: het account met dit e-mailadres',
    de: 'Alleo: das Konto mit dieser E-Mail-Adresse',
  },
  swap: {
    en: '`personio-sync explain ID -` for the other person: what is held of theirs is released with `personio-sync approve ID --digest D`; where Personio has no new address for them, the customer enters one',
    nl: '`personio-sync explain ID -` voor de andere persoon: wat daarvan wacht, wordt vrijgegeven met `personio-sync approve ID --digest D`; toont Personio geen nieuw adres, dan vult de klant er een in',
    de: '`personio-sync explain ID -` für die andere Person: Was von ihr wartet, wird mit `personio-sync approve ID --digest D` freigegeben; zeigt Personio keine neue Adresse, trägt der Kunde eine ein',
  },
  takenAccount: {
    en: '`personio-sync resend ID -` takes it over where it is an account of this company without another id; else an admin of Alleo finds the account that has this address and gives it another one',
    nl: '`personio-sync resend ID -` neemt het over als het een account van dit bedrijf zonder ander id is; anders zoekt een beheerder van Alleo het account met dit adres en geeft het een ander',
    de: '`personio-sync resend ID -` übernimmt es, wenn es ein Konto dieser Firma ohne andere ID ist; sonst gibt ein Administrator von Alleo dem Konto mit dieser Adresse eine andere',
  },
  alleoAdmin: {
    en: 'an admin of Alleo: the account of this person, by hand, or its rights as an administrator',
    nl: 'een beheerder van Alleo: het account van deze persoon, met de hand, of de beheerdersrechten ervan',
    de: 'eine Administratorin oder ein Administrator von Alleo: das Konto dieser Person, von Hand, oder dessen Administratorrechte',
  },
  groups: {
    en: 'Alleo: the company → groups: make one with the name of the department',
    nl: 'Alleo: het bedrijf → groepen: maak er een met de naam van de afdeling',
    de: 'Alleo: die Firma → Gruppen: eine mit dem Namen der Abteilung anlegen',
  },
  alleoKey: {
    en: 'Alleo: the access key of the Customer API; then `personio-sync credentials rotate ID`',
    nl: 'Alleo: de toegangssleutel van de Customer API; daarna `personio-sync credentials rotate ID`',
    de: 'Alleo: der Zugangsschlüssel der Customer API; danach `personio-sync credentials rotate ID`',
  },
  ids: {
    en: '`personio-sync tenant list` shows the ids',
    nl: '`personio-sync tenant list` toont de ids',
    de: '`personio-sync tenant list` zeigt die IDs',
  },
  resume: {
    en: '`personio-sync tenant resume ID`, once the customer wants it',
    nl: '`personio-sync tenant resume ID`, zodra de klant het wil',
    de: '`personio-sync tenant resume ID`, sobald der Kunde es möchte',
  },
  address: {
    en: '`personio-sync tenant show ID` shows the addresses; `personio-sync tenant set ID --personio-url URL` or `--alleo-url URL` sets the right one. A new host is let in by an engineer',
    nl: '`personio-sync tenant show ID` toont de adressen; `personio-sync tenant set ID --personio-url URL` of `--alleo-url URL` zet het juiste. Een nieuwe host laat een engineer toe',
    de: '`personio-sync tenant show ID` zeigt die Adressen; `personio-sync tenant set ID --personio-url URL` oder `--alleo-url URL` setzt die richtige. Einen neuen Host lässt ein Engineer zu',
  },
  otherId: {
    en: 'A new customer: `tenant add` under another id. One that is there: an engineer brings the secret back (docs/runbook.md, "A lost secret")',
    nl: 'Een nieuwe klant: `tenant add` onder een ander id. Een bestaande: een engineer haalt het geheim terug (docs/runbook.md, "A lost secret")',
    de: 'Ein neuer Kunde: `tenant add` unter einer anderen ID. Ein vorhandener: ein Engineer holt das Geheimnis zurück (docs/runbook.md, "A lost secret")',
  },
  removal: {
    en: '`personio-sync tenant remove ID` once more',
    nl: '`personio-sync tenant remove ID`, nog een keer',
    de: '`personio-sync tenant remove ID` noch einmal',
  },
  inactiveUser: {
    en: 'Where something else is told of the same person, that first: the budget then goes out by itself with the next run. Else the account was deactivated in Alleo by hand: `personio-sync resend ID -` activates it again and sends the budget',
    nl: 'Als er van dezelfde persoon nog iets anders staat, eerst dat: het budget gaat dan vanzelf mee met de volgende run. Anders is het account in Alleo met de hand gedeactiveerd: `personio-sync resend ID -` activeert het weer en stuurt het budget',
    de: 'Steht zu derselben Person noch etwas anderes da, zuerst das: Das Budget geht dann von selbst mit dem nächsten Lauf hinaus. Sonst wurde das Konto in Alleo von Hand deaktiviert: `personio-sync resend ID -` aktiviert es wieder und sendet das Budget',
  },
  lostSecret: {
    en: 'docs/runbook.md, "A lost secret": an engineer asks AWS for the old one; if it is gone, `personio-sync credentials restore ID`',
    nl: 'docs/runbook.md, "A lost secret": een engineer vraagt AWS om het oude; is het weg, dan `personio-sync credentials restore ID`',
    de: 'docs/runbook.md, "A lost secret": ein Engineer holt das alte von AWS; ist es weg, dann `personio-sync credentials restore ID`',
  },
  runbook: {
    en: 'docs/runbook.md; tell an engineer the code and the time',
    nl: 'docs/runbook.md; noem een engineer de code en het tijdstip',
    de: 'docs/runbook.md; einem Engineer Code und Uhrzeit nennen',
  },
} as const satisfies { readonly [place: string]: Texts };
