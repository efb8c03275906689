/** A call to AWS in the words of this product, for a story; what is not known here is told as it is called. */

type Fields = Readonly<Record<string, unknown>>;

interface Write {
  readonly Key?: { readonly sk: string };
  readonly Item?: Fields & { readonly sk?: string };
  readonly ExpressionAttributeValues?: Fields;
}

/** A decision's number: the end of its sequence, which is the millisecond of the run that decided it. */
const numberOf = (sequence: unknown): string => `#${String(sequence).slice(-6)}`;

const list = (parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

function tellOutcome({ alleoId, applied, creating, activating, deactivated, last }: Fields): string {
  const done = Object.entries((applied ?? {}) as Fields).map(([stream, n]) => `${stream} ${numberOf(n)} is applied`);
  const { code } = (last ?? {}) as { code?: string };
  return list([
    alleoId !== undefined && `account ${JSON.stringify(alleoId)}`,
    creating === true && 'an account may be made from now on',
    activating !== undefined && 'is being activated',
    ...done,
    deactivated !== undefined && `deactivated by ${numberOf(deactivated)}`,
    code !== undefined && `last answer ${code}`,
  ]);
}

function tellWrite(action: string, { Key, Item = {}, ExpressionAttributeValues: values = {} }: Write): string {
  const [kind = '', id = '', stream = ''] = (Key?.sk ?? Item.sk ?? '').split('#');
  const isDelete = action === 'Delete';
  switch (kind) {
    case 'LEASE':
      if (action === 'Update') return '';
      return isDelete ? 'gives the lease back' : 'takes the lease';
    case 'EMP':
      return isDelete ? `forgets ${id}` : `remembers ${id}`;
    case 'OPEN': {
      const { q } = (Item['r'] ?? {}) as { q?: number };
      const about = `${stream} of ${id}`;
      if (action === 'Put') return `opens ${about}${q === undefined ? '' : ` ${numberOf(q)}`}`;
      const upTo = values[':sequence'] === undefined ? '' : ` ${numberOf(values[':sequence'])}`;
      return isDelete ? `closes ${about}${upTo}` : `leaves ${about}${upTo} open: ${String(values[':c'])}`;
    }
    case 'OUT':
      return `records of ${id}: ${tellOutcome(Item)}`;
    default:
      return '';
  }
}

/** A command on the table; nothing where it only keeps books: reports, the audit, the directory. */
export function tellTableCall(action: string, input: Fields): string {
  const { TransactItems } = input as { TransactItems?: readonly Readonly<Record<string, Write>>[] };
  const writes = TransactItems?.flatMap((item) => Object.entries(item)) ?? [[action, input] as const];
  const told = writes.map(([one, write]) => tellWrite(one, write)).filter((text) => text !== '');
  return told.join(', ');
}

/** A message of one of our queues. */
export function tellMessage(body: string): string {
  const { data, trigger, tenantId } = JSON.parse(body) as {
    readonly data?: { readonly kind?: string; readonly external_id?: string; readonly sequence?: number };
    readonly trigger?: string;
    readonly tenantId?: string;
  };
  if (data?.kind !== undefined) return `${data.kind} ${data.external_id} ${numberOf(data.sequence)}`;
  if (data !== undefined) return 'the weekly look at Alleo';
  return tenantId === undefined
    ? 'another message'
    : `a run of ${tenantId}${trigger === undefined ? '' : ` (${trigger})`}`;
}

/** An action on a queue. */
export function tellQueueCall(action: string, input: Fields): string {
  const {
    QueueUrl = '',
    Entries = [],
    MessageBody: body,
    VisibilityTimeout,
  } = input as {
    readonly QueueUrl?: string;
    readonly Entries?: readonly { readonly MessageBody?: string }[];
    readonly MessageBody?: string;
    readonly VisibilityTimeout?: number;
  };
  if (action === 'ChangeMessageVisibility') return `a message comes again in ${VisibilityTimeout} s`;
  const bodies = [{ MessageBody: body }, ...Entries].flatMap(({ MessageBody }) => MessageBody ?? []);
  const queue = QueueUrl.split('/').at(-1) ?? '';
  return bodies.length === 0 ? `${action} ${queue}` : `sends to ${queue}: ${bodies.map(tellMessage).join(', ')}`;
}
