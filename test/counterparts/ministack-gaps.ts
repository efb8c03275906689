/**
 * Rules of the contracts by which ministack 1.5.33 does not go, by title; the embedded engine and the DynamoDB binary go
 * by all of them. What AWS documents, and so who is right, stands in docs/counterparts.md.
 */
export const MINISTACK_GAPS = {
  sqs: ['deletes, also a second time'],
  sqsLimits: [
    'refuses the receipt handle of a FIFO receive whose visibility timeout is over',
    'deletes nothing by the handle of an earlier receive of a standard queue',
    'refuses to change the visibility of a message that nobody holds',
    'refuses a queue with an unknown attribute',
    'refuses a queue with dead letters that are not there',
  ],
  secrets: ['replaces a pending value by a later one', 'takes the same request token as the same version'],
  secretsStages: [
    'makes the first value of an empty secret current, whatever it is labelled',
    'keeps bytes as bytes, and refuses a value that is both or nothing',
    'moves AWSCURRENT back, only from the version named, and never takes it away',
    'shows a secret that waits for its deletion to nobody',
    'gives a secret made again under a name another ARN',
  ],
  dynamoDb: ['counts a read unit for every 4 KB of a consistent query'],
} as const;
