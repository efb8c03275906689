import type { CodeInfo } from './code-info.ts';
import { PLACES } from './code-places.ts';

/** Why a person is in, out, waiting or blocked, and what is odd about their data (behaviour: "Decide", "Compare"). */
export const PEOPLE_CODES = {
  EMPLOYED: {
    text: {
      en: 'Employed: takes part in Alleo.',
      nl: 'In dienst: doet mee met Alleo.',
      de: 'Beschäftigt: nimmt an Alleo teil.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  STATUS_INACTIVE: {
    text: {
      en: 'The status in Personio is inactive: no longer employed.',
      nl: 'De status in Personio is inactief: niet meer in dienst.',
      de: 'Der Status in Personio ist inaktiv: nicht mehr beschäftigt.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  NOT_ELIGIBLE: {
    text: {
      en: 'Not selected for Alleo: the field for Alleo says No or is empty.',
      nl: 'Niet geselecteerd voor Alleo: het veld voor Alleo staat op No of is leeg.',
      de: 'Nicht für Alleo ausgewählt: Das Feld für Alleo steht auf No oder ist leer.',
    },
    fix: { who: 'hr', where: PLACES.selection },
  },
  ELIGIBILITY_EMPTIED: {
    text: {
      en: 'Active in Alleo, but the field for Alleo was emptied. Nothing changes until it says Yes or No.',
      nl: 'Actief in Alleo, maar het veld voor Alleo is leeggemaakt. Er verandert niets totdat daar Yes of No staat.',
      de: 'Aktiv in Alleo, aber das Feld für Alleo wurde geleert. Bis dort Yes oder No steht, ändert sich nichts.',
    },
    fix: { who: 'hr', where: PLACES.selection },
  },
  ELIGIBILITY_VALUE_UNKNOWN: {
    text: {
      en: 'The field for Alleo says neither Yes nor No.',
      nl: 'In het veld voor Alleo staat geen Yes of No.',
      de: 'Im Feld für Alleo steht weder Yes noch No.',
    },
    fix: { who: 'hr', where: PLACES.selection },
  },
  STATUS_UNKNOWN: {
    text: {
      en: 'The status in Personio is missing or not one that we know.',
      nl: 'De status in Personio ontbreekt of is ons onbekend.',
      de: 'Der Status in Personio fehlt oder ist uns unbekannt.',
    },
    fix: { who: 'hr', where: PLACES.employment },
  },
  INVALID_DATE: {
    text: {
      en: 'A date in Personio cannot be used: it is no date, or the birthday is not in the past.',
      nl: 'Een datum in Personio is onbruikbaar: het is geen datum, of de geboortedatum ligt niet in het verleden.',
      de: 'Ein Datum in Personio ist nicht verwendbar: Es ist kein Datum, oder das Geburtsdatum liegt nicht in der Vergangenheit.',
    },
    fix: { who: 'hr', where: PLACES.employment, of: { birthday: PLACES.personal } },
  },
  IMPLAUSIBLE_DATE: {
    text: {
      en: 'A date in Personio can hardly be meant: the year is very far away, or there is a time of day with it.',
      nl: 'Een datum in Personio is vrijwel zeker niet zo bedoeld: het jaar is erg ver weg, of er staat een tijdstip bij.',
      de: 'Ein Datum in Personio ist kaum so gemeint: Das Jahr liegt sehr fern, oder es steht eine Uhrzeit dabei.',
    },
    fix: { who: 'hr', where: PLACES.employment, of: { birthday: PLACES.personal } },
  },
  NOT_STARTED: {
    text: {
      en: 'Not started yet: takes part from the hire date on.',
      nl: 'Nog niet begonnen: doet mee vanaf de datum in dienst.',
      de: 'Noch nicht eingetreten: nimmt ab dem Einstellungsdatum teil.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  STATUS_DATES_DISAGREE: {
    text: {
      en: 'Status and dates contradict each other: active although the termination date has passed, or inactive although it lies ahead.',
      nl: 'Status en data spreken elkaar tegen: actief terwijl de datum uit dienst voorbij is, of inactief terwijl die nog moet komen.',
      de: 'Status und Datum widersprechen sich: „aktiv“, obwohl das Austrittsdatum verstrichen ist, oder „inaktiv“, obwohl es noch bevorsteht.',
    },
    fix: { who: 'hr', where: PLACES.employment },
  },
  ON_LEAVE: {
    text: {
      en: 'On long-term leave: does not take part for now.',
      nl: 'Langdurig met verlof: doet voorlopig niet mee.',
      de: 'Länger abwesend: nimmt vorerst nicht teil.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  MISSING_EMAIL: {
    text: {
      en: 'There is no e-mail address in Personio.',
      nl: 'Er staat geen e-mailadres in Personio.',
      de: 'In Personio steht keine E-Mail-Adresse.',
    },
    fix: { who: 'hr', where: PLACES.personal },
  },
  INVALID_EMAIL: {
    text: {
      en: 'The e-mail address in Personio is not a valid one.',
      nl: 'Het e-mailadres in Personio is ongeldig.',
      de: 'Die E-Mail-Adresse in Personio ist ungültig.',
    },
    fix: { who: 'hr', where: PLACES.personal },
  },
  MISSING_NAME: {
    text: {
      en: 'The first or the last name is missing in Personio.',
      nl: 'De voor- of achternaam ontbreekt in Personio.',
      de: 'In Personio fehlt der Vor- oder der Nachname.',
    },
    fix: { who: 'hr', where: PLACES.personal },
  },
  TEXT_TOO_LONG: {
    text: {
      en: 'A text in Personio has more than 255 characters: it is not taken over.',
      nl: 'Een tekst in Personio heeft meer dan 255 tekens: hij wordt niet overgenomen.',
      de: 'Ein Text in Personio hat mehr als 255 Zeichen: Er wird nicht übernommen.',
    },
    fix: { who: 'hr', where: PLACES.personal, of: { department: PLACES.employment } },
  },
  MESSAGE_REFUSED: {
    text: {
      en: 'The queue will not take what is to be sent about this person. Everybody else is sent.',
      nl: 'De wachtrij neemt niet aan wat over deze persoon verstuurd moet worden. De wijzigingen van alle anderen gaan door.',
      de: 'Die Warteschlange nimmt nicht an, was über diese Person zu senden ist. Die Änderungen aller anderen werden gesendet.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  DUPLICATE_EMAIL: {
    text: {
      en: 'Several employed people have the same e-mail address in Personio.',
      nl: 'Meerdere mensen in dienst hebben in Personio hetzelfde e-mailadres.',
      de: 'Mehrere Mitarbeitende haben in Personio dieselbe E-Mail-Adresse.',
    },
    fix: { who: 'hr', where: PLACES.personal },
  },
  ACTIVE_BUT_NOT_STARTED: {
    text: {
      en: 'Active in Alleo, but the hire date in Personio lies in the future. Nothing changes.',
      nl: 'Actief in Alleo, maar de datum in dienst ligt in de toekomst. Er verandert niets.',
      de: 'Aktiv in Alleo, aber das Einstellungsdatum liegt in der Zukunft. Es ändert sich nichts.',
    },
    fix: { who: 'hr', where: PLACES.employment },
  },
  MISSING: {
    text: {
      en: 'Active in Alleo, but no longer found in Personio. After several days in a row: deactivated.',
      nl: 'Actief in Alleo, maar niet meer te vinden in Personio. Na meerdere dagen op rij: gedeactiveerd.',
      de: 'Aktiv in Alleo, aber in Personio nicht mehr zu finden. Nach mehreren Tagen in Folge: deaktiviert.',
    },
    fix: { who: 'hr', where: PLACES.profile, customer: PLACES.profileForCustomer },
  },
  GONE_FROM_PERSONIO: {
    text: {
      en: 'Deleted in Personio, not found on several days in a row: deactivated in Alleo.',
      nl: 'Verwijderd in Personio, meerdere dagen op rij niet gevonden: gedeactiveerd in Alleo.',
      de: 'In Personio gelöscht, an mehreren Tagen in Folge nicht gefunden: in Alleo deaktiviert.',
    },
    customer: {
      en: 'Deleted in Personio: not found there on several days in a row.',
      nl: 'Verwijderd in Personio: daar meerdere dagen op rij niet gevonden.',
      de: 'In Personio gelöscht: dort an mehreren Tagen in Folge nicht gefunden.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  INVALID_BUDGET: {
    text: {
      en: 'A budget field holds no usable amount: it needs a number of at most two decimals, not below zero.',
      nl: 'In een budgetveld staat geen bruikbaar bedrag: nodig is een getal met hooguit twee decimalen, niet onder nul.',
      de: 'In einem Budgetfeld steht kein brauchbarer Betrag: Nötig ist eine Zahl mit höchstens zwei Nachkommastellen, nicht unter null.',
    },
    fix: { who: 'hr', where: PLACES.budget },
  },
  BUDGET_FIELD_UNUSABLE: {
    text: {
      en: 'A budget field in Personio is not read: the category in its name has more than 100 characters, or there are more than 50 budget fields.',
      nl: 'Een budgetveld in Personio wordt niet gelezen: de categorie in de naam heeft meer dan 100 tekens, of er zijn meer dan 50 budgetvelden.',
      de: 'Ein Budgetfeld in Personio wird nicht gelesen: Die Kategorie in seinem Namen hat mehr als 100 Zeichen, oder es gibt mehr als 50 Budgetfelder.',
    },
    fix: { who: 'hr', where: PLACES.attributes },
  },
  BUDGET_ABOVE_CEILING: {
    text: {
      en: 'A budget is higher than the agreed maximum. It waits for confirmation.',
      nl: 'Een budget is hoger dan het afgesproken maximum. Het wacht op bevestiging.',
      de: 'Ein Budget ist höher als das vereinbarte Maximum. Es wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  SEVERAL_MONTHLY_BUDGETS: {
    text: {
      en: 'Several monthly budget fields are filled; Alleo knows one monthly budget per person. Empty all but one.',
      nl: 'Er zijn meerdere maandbudgetten ingevuld; Alleo kent er één per persoon. Maak alle op één na leeg.',
      de: 'Mehrere Monatsbudgets sind ausgefüllt; Alleo kennt eines pro Person. Bitte alle bis auf eines leeren.',
    },
    fix: { who: 'hr', where: PLACES.budget },
  },
  ONE_OFF_CHANGED: {
    text: {
      en: 'The amount of a one-off budget that was granted already has changed. Once confirmed, the new amount is granted in addition to the old one. It waits for confirmation.',
      nl: 'Het bedrag van een al toegekend eenmalig budget is veranderd. Na bevestiging wordt het nieuwe bedrag toegekend bovenop het oude. Het wacht op bevestiging.',
      de: 'Der Betrag eines schon gewährten Einmalbudgets hat sich geändert. Nach Bestätigung wird der neue Betrag zusätzlich zum alten gewährt. Er wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approveInAddition },
  },
  ONE_OFF_REFILLED: {
    text: {
      en: 'A one-off budget was emptied and entered again after a short time: it is not granted again. For a new grant leave the field empty for a week, or as long as agreed, before the amount is entered; otherwise there is nothing to do.',
      nl: 'Een eenmalig budget is leeggemaakt en kort daarna weer ingevuld: het wordt niet opnieuw toegekend. Voor een nieuwe toekenning blijft het veld een week leeg, of zo lang als afgesproken, voordat het bedrag wordt ingevuld; anders hoeft er niets te gebeuren.',
      de: 'Ein Einmalbudget wurde geleert und kurz darauf wieder eingetragen: Es wird nicht erneut gewährt. Soll es neu gewährt werden, bleibt das Feld eine Woche leer, oder so lange wie vereinbart, bevor der Betrag eingetragen wird; sonst ist nichts zu tun.',
    },
    fix: { who: 'hr', where: PLACES.budget },
  },
  GRANT_UNCERTAIN: {
    text: {
      en: 'A one-off budget may have been sent before its amount changed. Look in Alleo, then confirm the new one or not.',
      nl: 'Een eenmalig budget is misschien al verstuurd voordat het bedrag veranderde. Kijk in Alleo en bevestig dan.',
      de: 'Ein Einmalbudget wurde vielleicht gesendet, bevor sich der Betrag änderte. In Alleo nachsehen, dann bestätigen.',
    },
    customer: {
      en: 'A one-off budget may have been granted before its amount changed. We look in Alleo first and grant nothing twice.',
      nl: 'Een eenmalig budget is misschien al toegekend voordat het bedrag veranderde. We kijken eerst in Alleo en kennen niets dubbel toe.',
      de: 'Ein Einmalbudget wurde vielleicht schon gewährt, bevor sich der Betrag änderte. Wir sehen zuerst in Alleo nach und gewähren nichts doppelt.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  GRANTED_UNDER_ANOTHER_ID: {
    text: {
      en: 'Somebody of the same name, who may be the same person under another Personio id, was granted this one-off budget before. It waits for confirmation.',
      nl: 'Iemand met dezelfde naam, mogelijk dezelfde persoon onder een ander Personio-id, kreeg dit eenmalige budget al eerder. Het wacht op bevestiging.',
      de: 'Jemand mit demselben Namen, vielleicht dieselbe Person unter einer anderen Personio-ID, hat dieses Einmalbudget schon erhalten. Es wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approvePaidOrNot },
  },
} as const satisfies { readonly [code: string]: CodeInfo };
