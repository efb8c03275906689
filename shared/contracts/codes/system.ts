import type { CodeInfo } from './code-info.ts';
import { PLACES } from './code-places.ts';

/** Trouble around the sync itself: the tenant's registration, its secret, its memory, the queues. */
export const SYSTEM_CODES = {
  TENANT_UNKNOWN: {
    text: {
      en: 'There is no such customer.',
      nl: 'Deze klant bestaat hier niet.',
      de: 'Diesen Kunden gibt es hier nicht.',
    },
    fix: { who: 'support', where: PLACES.ids },
  },
  TENANT_PAUSED: {
    text: {
      en: 'The customer is paused: nothing runs, nothing is applied.',
      nl: 'De klant is gepauzeerd: er loopt niets, er wordt niets toegepast.',
      de: 'Der Kunde ist pausiert: Nichts läuft, nichts wird angewendet.',
    },
    fix: { who: 'support', where: PLACES.resume },
  },
  TENANT_PENDING: {
    text: {
      en: 'The first plan of this customer is not approved yet.',
      nl: 'Het eerste plan van deze klant is nog niet goedgekeurd.',
      de: 'Der erste Plan dieses Kunden ist noch nicht freigegeben.',
    },
    fix: { who: 'support', where: PLACES.preview },
  },
  OTHER_REGISTRATION: {
    text: {
      en: 'A message of an earlier registration of this customer was dropped.',
      nl: 'Een bericht van een eerdere registratie van deze klant is weggegooid.',
      de: 'Eine Nachricht einer früheren Registrierung dieses Kunden wurde verworfen.',
    },
    fix: { who: 'nobody', where: PLACES.nowhere },
  },
  URL_NOT_ALLOWED: {
    text: {
      en: 'The address of Personio or Alleo is not one that this stage may talk to.',
      nl: 'Het adres van Personio of Alleo is hier niet toegestaan.',
      de: 'Die Adresse von Personio oder Alleo ist hier nicht erlaubt.',
    },
    fix: { who: 'support', where: PLACES.address },
  },
  SECRET_MISSING: {
    text: {
      en: 'The stored credentials of this customer are not there.',
      nl: 'De opgeslagen API-gegevens van deze klant zijn er niet.',
      de: 'Die gespeicherten Zugangsdaten dieses Kunden fehlen.',
    },
    fix: { who: 'engineer', where: PLACES.lostSecret },
  },
  SECRET_INVALID: {
    text: {
      en: 'The stored credentials of this customer cannot be read.',
      nl: 'De opgeslagen API-gegevens van deze klant zijn onleesbaar.',
      de: 'Die gespeicherten Zugangsdaten dieses Kunden sind nicht lesbar.',
    },
    fix: { who: 'engineer', where: PLACES.lostSecret },
  },
  SECRET_BEING_DELETED: {
    text: {
      en: 'A secret of this name is being deleted. A new customer takes another customer id, or waits; one that is there needs it brought back.',
      nl: 'Een geheim met deze naam wordt juist verwijderd. Een nieuwe klant krijgt een ander id of wacht; bij een bestaande moet het worden teruggehaald.',
      de: 'Ein Geheimnis dieses Namens wird gerade gelöscht. Ein neuer Kunde bekommt eine andere ID oder wartet; bei einem vorhandenen muss es zurückgeholt werden.',
    },
    fix: { who: 'support', where: PLACES.otherId },
  },
  MEMORY_UNREADABLE: {
    text: {
      en: 'Our records of this customer cannot be read. Nobody changes.',
      nl: 'Onze gegevens over deze klant zijn onleesbaar. Er verandert niets.',
      de: 'Unsere Angaben zu diesem Kunden sind nicht lesbar. Es ändert sich nichts.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  ITEM_UNREADABLE: {
    text: {
      en: 'A stored record of this customer cannot be read.',
      nl: 'Een opgeslagen gegeven van deze klant is onleesbaar.',
      de: 'Ein gespeicherter Eintrag dieses Kunden ist nicht lesbar.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  LEASE_TAKEN: {
    text: {
      en: 'A run of this customer is at work. Try again in a minute.',
      nl: 'Er is een run van deze klant bezig. Probeer het over een minuut opnieuw.',
      de: 'Ein Lauf dieses Kunden ist in Arbeit. In einer Minute erneut versuchen.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  LEASE_LOST: {
    text: {
      en: 'Another run of this customer took over. Nothing is lost.',
      nl: 'Een andere run van deze klant nam het over. Er gaat niets verloren.',
      de: 'Ein anderer Lauf dieses Kunden hat übernommen. Nichts geht verloren.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  MEMORY_CHANGED: {
    text: {
      en: 'The memory of this customer changed meanwhile. It is tried again.',
      nl: 'Het geheugen van deze klant veranderde intussen. Het wordt opnieuw geprobeerd.',
      de: 'Das Gedächtnis dieses Kunden änderte sich währenddessen. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  ANSWER_INCOMPLETE: {
    text: {
      en: 'DynamoDB answered without what was asked for. It is tried again.',
      nl: 'DynamoDB antwoordde zonder het gevraagde. Het wordt opnieuw geprobeerd.',
      de: 'DynamoDB antwortete ohne das Gefragte. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  SEND_FAILED: {
    text: {
      en: 'A queue did not take a message. It is tried again.',
      nl: 'Een wachtrij nam een bericht niet aan. Het wordt opnieuw geprobeerd.',
      de: 'Eine Warteschlange nahm eine Nachricht nicht an. Es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  NEAR_DEADLINE: {
    text: {
      en: 'There was not enough time left to finish. Nothing is lost; it is tried again.',
      nl: 'Er was niet genoeg tijd over om klaar te komen. Er gaat niets verloren; het wordt opnieuw geprobeerd.',
      de: 'Die Zeit reichte nicht, um fertig zu werden. Nichts geht verloren; es wird erneut versucht.',
    },
    fix: { who: 'nobody', where: PLACES.requeue },
  },
  FAN_OUT_INCOMPLETE: {
    text: {
      en: 'The schedule could not start the run of every customer. It is tried again.',
      nl: 'Het schema kon niet de run van elke klant starten. Het wordt opnieuw geprobeerd.',
      de: 'Der Zeitplan konnte nicht den Lauf jedes Kunden starten. Es wird erneut versucht.',
    },
    fix: { who: 'engineer', where: PLACES.runbook },
  },
  UNPROCESSED_ITEMS: {
    text: {
      en: 'Not everything of a removed customer could be deleted at once. Repeat the removal.',
      nl: 'Niet alles van een verwijderde klant kon meteen weg. Herhaal het verwijderen.',
      de: 'Nicht alles eines entfernten Kunden konnte sofort gelöscht werden. Das Entfernen wiederholen.',
    },
    fix: { who: 'support', where: PLACES.removal },
  },
} as const satisfies { readonly [code: string]: CodeInfo };
