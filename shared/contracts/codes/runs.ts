import type { CodeInfo } from './code-info.ts';
import { PLACES } from './code-places.ts';

/** Why a run stopped, and what it holds (behaviour: "Gates", "Limits on the plan", "Activation of a tenant"). */
export const RUN_CODES = {
  CREDENTIALS_REFUSED: {
    text: {
      en: 'Personio refuses the credential: it was revoked, mistyped, or lacks the right to read employees.',
      nl: 'Personio weigert de API-gegevens: ze zijn ingetrokken, verkeerd overgenomen of hebben geen recht om medewerkers te lezen.',
      de: 'Personio lehnt die API-Zugangsdaten ab: Sie wurden widerrufen, falsch übernommen oder haben kein Leserecht für Mitarbeitende.',
    },
    fix: { who: 'hr', where: PLACES.newCredential, customer: PLACES.newCredentialForCustomer },
  },
  LISTING_INCOMPLETE: {
    text: {
      en: 'Personio gave no complete list of employees. Nobody changes; it is tried again. Where it stays so for two days, Personio has to look at it.',
      nl: 'Personio gaf geen volledige lijst van medewerkers. Er verandert niets; het wordt opnieuw geprobeerd. Blijft het twee dagen zo, dan moet Personio ernaar kijken.',
      de: 'Personio gab keine vollständige Liste der Mitarbeitenden. Es ändert sich nichts; es wird erneut versucht. Bleibt es zwei Tage so, muss Personio es ansehen.',
    },
    customer: {
      en: 'Personio did not give us a complete list of your employees. We try again until it does.',
      nl: 'Personio gaf ons geen volledige lijst van jullie medewerkers. We proberen het opnieuw tot dat lukt.',
      de: 'Personio gab uns keine vollständige Liste Ihrer Mitarbeitenden. Wir versuchen es weiter, bis es gelingt.',
    },
    fix: { who: 'nobody', where: PLACES.listing },
  },
  LISTING_EMPTY: {
    text: {
      en: 'The credential shows no employee at all. Nobody changes.',
      nl: 'De API-gegevens tonen geen enkele medewerker. Er verandert niets.',
      de: 'Die API-Zugangsdaten zeigen keine einzige Person. Es ändert sich nichts.',
    },
    fix: { who: 'hr', where: PLACES.credential },
  },
  ATTRIBUTE_NOT_READABLE: {
    text: {
      en: 'The credential does not show an attribute that is needed. Nobody changes until it is ticked.',
      nl: 'De API-gegevens tonen een noodzakelijk veld niet. Er verandert niets totdat het is aangevinkt.',
      de: 'Die API-Zugangsdaten zeigen ein benötigtes Attribut nicht. Bis es angehakt ist, ändert sich nichts.',
    },
    fix: { who: 'hr', where: PLACES.credential },
  },
  ACCOUNT_MISMATCH: {
    text: {
      en: 'Most people that we know are not in this Personio account: it looks like the credential of another company.',
      nl: 'De meeste mensen die wij kennen, staan niet in dit Personio-account: het lijken de API-gegevens van een ander bedrijf te zijn.',
      de: 'Die meisten uns bekannten Personen fehlen in diesem Personio-Konto: Es scheinen die Zugangsdaten einer anderen Firma zu sein.',
    },
    fix: { who: 'hr', where: PLACES.newCredential, customer: PLACES.newCredentialForCustomer },
  },
  MEMORY_KEY_CHANGED: {
    text: {
      en: 'The key with which our records of this customer are protected was replaced. Nothing is sent.',
      nl: 'De sleutel waarmee onze gegevens over deze klant zijn beveiligd, is vervangen. Er wordt niets verstuurd.',
      de: 'Der Schlüssel, mit dem unsere Angaben zu diesem Kunden geschützt sind, wurde ersetzt. Es wird nichts gesendet.',
    },
    fix: { who: 'engineer', where: PLACES.lostSecret },
  },
  ATTRIBUTE_VANISHED: {
    text: {
      en: 'An attribute that was readable before is not any more, or is empty for everyone. Its values stay as they are.',
      nl: 'Een veld dat eerder leesbaar was, is dat niet meer, of het is bij iedereen leeg. De waarden in Alleo blijven staan.',
      de: 'Ein Attribut, das lesbar war, ist es nicht mehr, oder es ist bei allen leer. Die Werte in Alleo bleiben stehen.',
    },
    fix: { who: 'hr', where: PLACES.credential },
  },
  ELIGIBILITY_UNDECIDED: {
    text: {
      en: 'Personio has a field that looks like the one for selective sync, and nobody decided whether it counts.',
      nl: 'Personio heeft een veld dat op het selectieveld lijkt, en niemand heeft besloten of het geldt.',
      de: 'Personio hat ein Feld, das wie das Auswahlfeld aussieht, und niemand hat entschieden, ob es gilt.',
    },
    customer: {
      en: 'Personio has a field that looks as if it chose who takes part in Alleo; we agree with you whether it counts.',
      nl: 'Personio heeft een veld dat lijkt te bepalen wie met Alleo meedoet; we spreken met jullie af of het geldt.',
      de: 'Personio hat ein Feld, das anscheinend bestimmt, wer an Alleo teilnimmt; wir stimmen mit Ihnen ab, ob es gilt.',
    },
    fix: { who: 'support', where: PLACES.eligibility },
  },
  FIRST_RUN_CHANGED: {
    text: {
      en: 'Personio has changed since the first plan was approved, so that nothing was sent. Preview and activate again.',
      nl: 'Personio is veranderd sinds het eerste plan werd goedgekeurd; er is niets verstuurd. Opnieuw preview en activate.',
      de: 'Personio hat sich seit der Freigabe des ersten Plans geändert; es wurde nichts gesendet. Erneut preview und activate.',
    },
    customer: {
      en: 'Something has changed in Personio since the list was agreed, so that Alleo has not been started. We send you the new list first.',
      nl: 'Er is in Personio iets veranderd sinds de lijst is afgesproken; daarom is Alleo nog niet gestart. We sturen jullie eerst de nieuwe lijst.',
      de: 'In Personio hat sich etwas geändert, seit die Liste abgestimmt wurde; deshalb ist Alleo noch nicht gestartet. Wir senden Ihnen zuerst die neue Liste.',
    },
    fix: { who: 'support', where: PLACES.preview },
  },
  DIGEST_CHANGED: {
    text: {
      en: 'The plan is not the one that was shown: something has changed in Personio since.',
      nl: 'Het plan is niet het getoonde: er is sindsdien iets veranderd in Personio.',
      de: 'Der Plan ist nicht der gezeigte: In Personio hat sich seither etwas geändert.',
    },
    fix: { who: 'support', where: PLACES.preview },
  },
  TOO_MANY_MISSING: {
    text: {
      en: 'Unusually many people have vanished from Personio at once. Nobody is deactivated.',
      nl: 'Ongewoon veel mensen zijn tegelijk uit Personio verdwenen. Niemand wordt gedeactiveerd.',
      de: 'Ungewöhnlich viele Personen sind auf einmal aus Personio verschwunden. Niemand wird deaktiviert.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  TOO_MANY_DEACTIVATIONS: {
    text: {
      en: 'Unusually many people would be deactivated at once. The deactivations wait for confirmation.',
      nl: 'Ongewoon veel mensen zouden tegelijk gedeactiveerd worden. Dat wacht op bevestiging.',
      de: 'Ungewöhnlich viele Personen würden auf einmal deaktiviert. Das wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  TOO_MANY_DEACTIVATIONS_7_DAYS: {
    text: {
      en: 'Unusually many people would be deactivated within seven days. The deactivations wait for confirmation.',
      nl: 'Ongewoon veel mensen zouden binnen zeven dagen gedeactiveerd worden. Dat wacht op bevestiging.',
      de: 'Ungewöhnlich viele Personen würden binnen sieben Tagen deaktiviert. Das wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  TOO_MANY_ACTIVATIONS: {
    text: {
      en: 'Unusually many people would be activated at once. The activations wait for confirmation.',
      nl: 'Ongewoon veel mensen zouden tegelijk geactiveerd worden. Dat wacht op bevestiging.',
      de: 'Ungewöhnlich viele Personen würden auf einmal aktiviert. Das wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  TOO_MANY_UPDATES: {
    text: {
      en: 'One field has changed for unusually many people at once. These updates wait for confirmation.',
      nl: 'Eén veld is bij ongewoon veel mensen tegelijk veranderd. Deze wijzigingen wachten op bevestiging.',
      de: 'Ein Feld hat sich bei ungewöhnlich vielen Personen auf einmal geändert. Das wartet auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  TOO_MUCH_MONEY: {
    text: {
      en: 'The budgets of this run add up to unusually much. They wait for confirmation.',
      nl: 'De budgetten van deze run zijn samen ongewoon hoog. Ze wachten op bevestiging.',
      de: 'Die Budgets dieses Laufs sind zusammen ungewöhnlich hoch. Sie warten auf Bestätigung.',
    },
    fix: { who: 'support', where: PLACES.approve },
  },
  PERSONIO_BLOCKED: {
    text: {
      en: 'Something between us and Personio answers in its place, a firewall or a gateway, and lets nothing through. Nobody changes. It is tried again.',
      nl: 'Iets tussen ons en Personio antwoordt in plaats van Personio, een firewall of een gateway, en laat niets door. Er verandert niets. Het wordt opnieuw geprobeerd.',
      de: 'Etwas zwischen uns und Personio antwortet an dessen Stelle, eine Firewall oder ein Gateway, und lässt nichts durch. Es ändert sich nichts. Es wird erneut versucht.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  RUN_BROKE_OFF: {
    text: {
      en: 'The run broke off by a fault of our own. What it had sent stays sent. It is tried again.',
      nl: 'De run brak af door een fout van ons. Wat verstuurd was, blijft verstuurd. Het wordt opnieuw geprobeerd.',
      de: 'Der Lauf brach durch einen Fehler von uns ab. Was gesendet war, bleibt gesendet. Es wird erneut versucht.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  PERSONIO_UNAVAILABLE: {
    text: {
      en: 'Personio did not answer as it should. It is tried again.',
      nl: 'Personio gaf geen bruikbaar antwoord. Het wordt opnieuw geprobeerd.',
      de: 'Personio gab keine brauchbare Antwort. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  OPEN_LIMIT: {
    text: {
      en: 'So many changes are on their way to Alleo that the rest waits. It goes on by itself.',
      nl: 'Er zijn zoveel wijzigingen onderweg naar Alleo dat de rest wacht. Het gaat vanzelf verder.',
      de: 'So viele Änderungen sind unterwegs zu Alleo, dass der Rest wartet. Es geht von selbst weiter.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
} as const satisfies { readonly [code: string]: CodeInfo };
