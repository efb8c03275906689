import type { CodeInfo } from './code-info.ts';
import { PLACES } from './code-places.ts';

/** What becomes of a person's account in Alleo (behaviour: "Emission and delivery"). */
export const DELIVERY_CODES = {
  ACCOUNT_OF_ANOTHER: {
    text: {
      en: 'The account in Alleo that has this e-mail address, or this id, seems to be that of somebody else. It is not touched.',
      nl: 'Het account in Alleo met dit e-mailadres, of met dit id, lijkt van iemand anders te zijn. Het blijft onaangeroerd.',
      de: 'Das Konto in Alleo mit dieser E-Mail-Adresse oder dieser ID scheint jemand anderem zu gehören. Es wird nicht angerührt.',
    },
    customer: {
      en: "There is already an Alleo account for this person that seems to be somebody else's; we are looking into it.",
      nl: 'Er is al een Alleo-account voor deze persoon dat van iemand anders lijkt te zijn; wij zoeken het uit.',
      de: 'Es gibt schon ein Alleo-Konto für diese Person, das anscheinend jemand anderem gehört; wir klären das.',
    },
    mend: { who: 'support', where: PLACES.relink },
  },
  EMAIL_HELD_BY_FORMER: {
    text: {
      en: 'The e-mail address belongs to the Alleo account of a former employee.',
      nl: 'Het e-mailadres hoort bij het Alleo-account van een oud-medewerker.',
      de: 'Die E-Mail-Adresse gehört zum Alleo-Konto einer ausgeschiedenen Person.',
    },
    mend: { who: 'alleo', where: PLACES.account },
  },
  EMAIL_SWAP: {
    text: {
      en: 'The e-mail address is still used by the Alleo account of a colleague: two people swapped addresses.',
      nl: 'Het e-mailadres wordt nog gebruikt door het Alleo-account van een collega: twee mensen ruilden van adres.',
      de: 'Die E-Mail-Adresse steht noch am Alleo-Konto einer anderen Person: Zwei Personen haben Adressen getauscht.',
    },
    mend: { who: 'alleo', where: PLACES.account },
  },
  EMAIL_TAKEN: {
    text: {
      en: 'Alleo says that the e-mail address is taken, and shows no account of this company that has it.',
      nl: 'Alleo meldt dat het e-mailadres bezet is, en toont geen account van dit bedrijf dat het heeft.',
      de: 'Alleo meldet die E-Mail-Adresse als vergeben, zeigt aber kein Konto dieser Firma, das sie hat.',
    },
    mend: { who: 'alleo', where: PLACES.account },
  },
  REJECTED_BY_ALLEO: {
    text: {
      en: 'Alleo refused the data of this person; the field is named where Alleo named it.',
      nl: 'Alleo weigerde de gegevens van deze persoon; het veld staat erbij als Alleo het noemde.',
      de: 'Alleo hat die Daten dieser Person abgelehnt; das Feld ist genannt, wo Alleo es genannt hat.',
    },
    mend: { who: 'hr', where: PLACES.personal },
  },
  FORBIDDEN_BY_ALLEO: {
    text: {
      en: "Alleo lets nobody change this account through its interface: it is an administrator's, as a rule. Everybody else's goes on.",
      nl: 'Alleo laat dit account niet via zijn koppeling wijzigen: meestal is het dat van een beheerder. Alle andere gaan door.',
      de: 'Alleo lässt dieses Konto nicht über seine Schnittstelle ändern: meist ist es das einer Administratorin oder eines Administrators. Alle anderen laufen weiter.',
    },
    mend: { who: 'alleo', where: PLACES.alleoAdmin },
  },
  USER_NOT_ACTIVE: {
    text: {
      en: 'A budget waits: it needs an active user in Alleo.',
      nl: 'Een budget wacht: het heeft een actieve gebruiker in Alleo nodig.',
      de: 'Ein Budget wartet: Es braucht ein aktives Konto in Alleo.',
    },
    mend: { who: 'nobody', where: PLACES.requeue },
  },
  CEILING_LOWERED: {
    text: {
      en: 'A budget waits: the customer’s maximum was set below it after it was sent.',
      nl: 'Een budget wacht: het maximum van de klant is lager gezet nadat het was verstuurd.',
      de: 'Ein Budget wartet: Das Höchstmaß des Kunden wurde darunter gesetzt, nachdem es gesendet war.',
    },
    mend: { who: 'support', where: PLACES.ceiling },
  },
  CURRENCY_CHANGED: {
    text: {
      en: 'A budget waits: the customer’s currency was changed after it was sent. The next run sends it in the new one.',
      nl: 'Een budget wacht: de valuta van de klant is gewijzigd nadat het was verstuurd. De volgende run stuurt het in de nieuwe.',
      de: 'Ein Budget wartet: Die Währung des Kunden wurde geändert, nachdem es gesendet war. Der nächste Lauf sendet es in der neuen.',
    },
    mend: { who: 'nobody', where: PLACES.requeue },
  },
  NO_GROUP_FOR_DEPARTMENT: {
    text: {
      en: 'Alleo has no group with the name of this department. The group of its people is left alone.',
      nl: 'Alleo heeft geen groep met de naam van deze afdeling. De groep van deze mensen blijft zoals die is.',
      de: 'Alleo hat keine Gruppe mit dem Namen dieser Abteilung. Die Gruppe dieser Personen bleibt, wie sie ist.',
    },
    mend: { who: 'alleo', where: PLACES.groups },
  },
  ALLEO_CREDENTIALS_REFUSED: {
    text: {
      en: 'Alleo refuses the credential for this customer. Nothing is lost, everything waits.',
      nl: 'Alleo weigert de toegang voor deze klant. Er gaat niets verloren, alles wacht.',
      de: 'Alleo lehnt den Zugang für diesen Kunden ab. Nichts geht verloren, alles wartet.',
    },
    mend: { who: 'alleo', where: PLACES.alleoKey },
  },
  ALLEO_UNAVAILABLE: {
    text: {
      en: 'Alleo did not answer as it should. It is tried again.',
      nl: 'Alleo gaf geen bruikbaar antwoord. Het wordt opnieuw geprobeerd.',
      de: 'Alleo gab keine brauchbare Antwort. Es wird erneut versucht.',
    },
    mend: { who: 'nobody', where: PLACES.requeue },
  },
  ACCOUNT_GONE: {
    text: {
      en: 'What Alleo says of this account changed while it was looked at, or contradicts itself. It is tried again.',
      nl: 'Wat Alleo over dit account zegt, veranderde tijdens het kijken of spreekt zichzelf tegen. Het wordt opnieuw geprobeerd.',
      de: 'Was Alleo über dieses Konto sagt, hat sich beim Ansehen geändert oder widerspricht sich. Es wird erneut versucht.',
    },
    mend: { who: 'nobody', where: PLACES.nowhere },
  },
  OUTCOME_CHANGED: {
    text: {
      en: 'Two deliveries for one person met. It is tried again.',
      nl: 'Twee leveringen voor één persoon kwamen samen. Het wordt opnieuw geprobeerd.',
      de: 'Zwei Zustellungen für eine Person trafen zusammen. Es wird erneut versucht.',
    },
    mend: { who: 'nobody', where: PLACES.nowhere },
  },
  MESSAGE_UNPROVEN: {
    text: {
      en: 'A message in a queue was not written by this product, or not so. It lies among the dead letters; nothing of it was applied.',
      nl: 'Een bericht in een wachtrij is niet door dit product geschreven, of niet zo. Het ligt bij de onbestelbare berichten; er is niets van toegepast.',
      de: 'Eine Nachricht in einer Warteschlange stammt nicht von diesem Produkt, oder nicht so. Sie liegt bei den unzustellbaren; nichts davon wurde angewendet.',
    },
    mend: { who: 'engineer', where: PLACES.runbook },
  },
  MESSAGE_MALFORMED: {
    text: {
      en: 'A message in a queue cannot be read. It lies among the dead letters; no other one is affected.',
      nl: 'Een bericht in een wachtrij is onleesbaar. Het ligt bij de dead letters; geen ander heeft er last van.',
      de: 'Eine Nachricht in einer Warteschlange ist nicht lesbar. Sie liegt bei den Dead Letters; keine andere ist betroffen.',
    },
    mend: { who: 'engineer', where: PLACES.runbook },
  },
} as const satisfies { readonly [code: string]: CodeInfo };
