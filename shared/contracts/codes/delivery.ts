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
    fix: { who: 'support', where: PLACES.relink },
  },
  EMAIL_HELD_BY_FORMER: {
    text: {
      en: 'The e-mail address belongs to the Alleo account of a former employee.',
      nl: 'Het e-mailadres hoort bij het Alleo-account van een oud-medewerker.',
      de: 'Die E-Mail-Adresse gehört zum Alleo-Konto einer ausgeschiedenen Person.',
    },
    fix: { who: 'alleo', where: PLACES.account },
  },
  EMAIL_SWAP: {
    text: {
      en: 'The e-mail address is still that of another person who takes part in Alleo. It passes on once that person has the new address there: by itself, where Personio shows one.',
      nl: 'Het e-mailadres is in Alleo nog dat van een andere persoon die meedoet. Het komt vrij zodra die persoon daar het nieuwe adres heeft: vanzelf, als Personio er een toont.',
      de: 'Die E-Mail-Adresse gehört in Alleo noch einer anderen Person, die teilnimmt. Sie wird frei, sobald diese Person dort die neue Adresse hat: von selbst, wenn Personio eine zeigt.',
    },
    customer: {
      en: 'The e-mail address is in Alleo still that of another person. It passes on once that person has the new address there.',
      nl: 'Het e-mailadres is in Alleo nog dat van een andere persoon. Het komt vrij zodra die persoon daar het nieuwe adres heeft.',
      de: 'Die E-Mail-Adresse gehört in Alleo noch einer anderen Person. Sie wird frei, sobald diese dort die neue Adresse hat.',
    },
    fix: { who: 'support', where: PLACES.swap },
  },
  EMAIL_TAKEN: {
    text: {
      en: 'Alleo says that the e-mail address is taken: by an account that is not this person’s, or that this sync was never told of.',
      nl: 'Alleo meldt dat het e-mailadres bezet is: door een account dat niet van deze persoon is, of waarvan deze koppeling niet weet.',
      de: 'Alleo meldet die E-Mail-Adresse als vergeben: an ein Konto, das nicht das dieser Person ist oder von dem diese Anbindung nichts weiß.',
    },
    customer: {
      en: 'The e-mail address is in use in Alleo already, by an account that we cannot link yet.',
      nl: 'Het e-mailadres is in Alleo al in gebruik, door een account dat we nog niet kunnen koppelen.',
      de: 'Die E-Mail-Adresse wird in Alleo schon verwendet, von einem Konto, das wir noch nicht verknüpfen können.',
    },
    fix: { who: 'alleo', where: PLACES.takenAccount },
  },
  REJECTED_BY_ALLEO: {
    text: {
      en: 'Alleo refused the data of this person.',
      nl: 'Alleo heeft de gegevens van deze persoon geweigerd.',
      de: 'Alleo hat die Daten dieser Person abgelehnt.',
    },
    fix: { who: 'hr', where: PLACES.personal },
  },
  FORBIDDEN_BY_ALLEO: {
    text: {
      en: "Alleo lets nobody change this account through its interface: it is an administrator's, as a rule. Everybody else's goes on.",
      nl: 'Alleo staat niet toe dat dit account via de koppeling wordt gewijzigd: meestal is het van een beheerder. De rest gaat gewoon door.',
      de: 'Alleo lässt nicht zu, dass dieses Konto über die Schnittstelle geändert wird: Meist gehört es einer Administratorin oder einem Administrator. Alles andere läuft weiter.',
    },
    fix: { who: 'alleo', where: PLACES.alleoAdmin },
  },
  USER_NOT_ACTIVE: {
    text: {
      en: 'A budget waits: it needs an active user in Alleo.',
      nl: 'Een budget wacht: het heeft een actieve gebruiker in Alleo nodig.',
      de: 'Ein Budget wartet: Es braucht ein aktives Konto in Alleo.',
    },
    fix: { who: 'nobody', where: PLACES.inactiveUser },
  },
  CEILING_LOWERED: {
    text: {
      en: 'A budget waits: the customer’s maximum was set below it after it was sent.',
      nl: 'Een budget wacht: het maximum van de klant is lager gezet nadat het was verstuurd.',
      de: 'Ein Budget wartet: Das Maximum des Kunden wurde herabgesetzt, nachdem es gesendet war, und liegt nun darunter.',
    },
    customer: {
      en: 'A budget waits: it is higher than the maximum that was agreed since it was entered. Once we have agreed on another maximum, it is set.',
      nl: 'Een budget wacht: het is hoger dan het maximum dat sindsdien is afgesproken. Zodra we een ander maximum hebben afgesproken, wordt het ingesteld.',
      de: 'Ein Budget wartet: Es ist höher als das seither vereinbarte Maximum. Sobald ein anderes Maximum vereinbart ist, wird es eingerichtet.',
    },
    fix: { who: 'support', where: PLACES.ceiling },
  },
  CURRENCY_CHANGED: {
    text: {
      en: 'A budget waits: the customer’s currency was changed after it was sent. The next run sends it in the new one.',
      nl: 'Een budget wacht: de valuta van de klant is gewijzigd nadat het was verstuurd. De volgende run stuurt het in de nieuwe.',
      de: 'Ein Budget wartet: Die Währung des Kunden wurde geändert, nachdem es gesendet war. Der nächste Lauf sendet es in der neuen.',
    },
    customer: {
      en: 'A budget waits: the currency was changed. It is set in the new one with the next daily update.',
      nl: 'Een budget wacht: de valuta is gewijzigd. Het wordt bij de volgende dagelijkse update in de nieuwe ingesteld.',
      de: 'Ein Budget wartet: Die Währung wurde geändert. Es wird mit der nächsten täglichen Aktualisierung in der neuen eingerichtet.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  NO_GROUP_FOR_DEPARTMENT: {
    text: {
      en: 'Alleo has no group with the name of this department. The group of its people is left alone.',
      nl: 'Alleo heeft geen groep met de naam van deze afdeling. De groep van deze mensen blijft zoals die is.',
      de: 'Alleo hat keine Gruppe mit dem Namen dieser Abteilung. Die Gruppe dieser Personen bleibt, wie sie ist.',
    },
    fix: { who: 'alleo', where: PLACES.groups },
  },
  ALLEO_CREDENTIALS_REFUSED: {
    text: {
      en: 'Alleo refuses the credential for this customer. Nothing is lost, everything waits.',
      nl: 'Alleo weigert de API-gegevens van deze klant. Er gaat niets verloren, alles wacht.',
      de: 'Alleo lehnt die Zugangsdaten für diesen Kunden ab. Nichts geht verloren, alles wartet.',
    },
    customer: {
      en: 'Alleo does not let our connection in at present. Nothing is lost: changes wait until we have solved it.',
      nl: 'Alleo laat onze koppeling op dit moment niet toe. Er gaat niets verloren: wijzigingen wachten tot wij het hebben opgelost.',
      de: 'Alleo lässt unsere Anbindung zurzeit nicht zu. Nichts geht verloren: Änderungen warten, bis wir es gelöst haben.',
    },
    fix: { who: 'alleo', where: PLACES.alleoKey },
  },
  ALLEO_UNAVAILABLE: {
    text: {
      en: 'Alleo did not answer as it should. It is tried again.',
      nl: 'Alleo gaf geen bruikbaar antwoord. Het wordt opnieuw geprobeerd.',
      de: 'Alleo gab keine brauchbare Antwort. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  ACCOUNT_GONE: {
    text: {
      en: 'What Alleo says of this account changed while it was looked at, or contradicts itself. It is tried again.',
      nl: 'Wat Alleo over dit account zegt, veranderde tijdens het kijken of spreekt zichzelf tegen. Het wordt opnieuw geprobeerd.',
      de: 'Was Alleo über dieses Konto sagt, hat sich beim Ansehen geändert oder widerspricht sich. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  OUTCOME_CHANGED: {
    text: {
      en: 'Two deliveries for one person met. It is tried again.',
      nl: 'Twee leveringen voor één persoon kruisten elkaar. Het wordt opnieuw geprobeerd.',
      de: 'Zwei Zustellungen für eine Person kamen sich in die Quere. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  MESSAGE_UNPROVEN: {
    text: {
      en: 'A message in a queue was not written by this product, or was changed since. It lies among the dead letters; nothing of it was applied.',
      nl: 'Een bericht in een wachtrij is niet door dit product geschreven, of is daarna veranderd. Het ligt bij de dead letters; er is niets van toegepast.',
      de: 'Eine Nachricht in einer Warteschlange stammt nicht von diesem Produkt, oder sie wurde danach verändert. Sie liegt bei den Dead Letters; nichts davon wurde angewendet.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  MESSAGE_MALFORMED: {
    text: {
      en: 'A message in a queue cannot be read. It lies among the dead letters; no other one is affected.',
      nl: 'Een bericht in een wachtrij is onleesbaar. Het ligt bij de dead letters; de andere hebben er geen last van.',
      de: 'Eine Nachricht in einer Warteschlange ist nicht lesbar. Sie liegt bei den Dead Letters; keine andere ist betroffen.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
} as const satisfies { readonly [code: string]: CodeInfo };
