import { readFileSync } from 'node:fs';
import { Operation } from 'aws-cdk-lib/aws-dynamodb';
import { describe, expect, it, vi } from 'vitest';
import { ALARMS } from '../../scripts/estimate-cost.ts';
import { METRICS } from '../../shared/runtime/metric-names.ts';
import { createCounter } from '../../shared/runtime/metrics.ts';
import { readValue } from './policies.ts';
import { type Resource, synthesize } from './synthesize.ts';

const dev = synthesize({ alarmEmail: 'on-call@alleo.test' });
const alarms = dev.find('AWS::CloudWatch::Alarm');
const nameOf = (alarm: Resource) => String(alarm.Properties['AlarmName']).replace('personio-sync-dev-', '');
const linkOf = (alarm: Resource) => String(alarm.Properties['AlarmDescription']).split('docs/runbook.md#')[1];
/** Of a policy: what it allows of DynamoDB and is an operation whose throttling is counted. */
const operationsOf = (policy: object): string[] =>
  Object.values(Operation).filter((name) => JSON.stringify(policy).includes(`"dynamodb:${name}"`));
const find = (name: string) => alarms.find((alarm) => nameOf(alarm) === name)?.Properties;

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const [alarmsPart = ''] = runbook.split(/^# Codes /m);
const sections = new Map(
  alarmsPart
    .split(/^## /m)
    .slice(1)
    .map((text) => [text.slice(0, text.indexOf('\n')), text] as const),
);

describe('alarms and the runbook', () => {
  it('have the same headings, in both directions', () => {
    expect([...new Set(alarms.map(linkOf))].sort()).toEqual([...sections.keys()].sort());
  });

  it('name an alarm after its heading', () => {
    for (const alarm of alarms) expect(nameOf(alarm).startsWith(linkOf(alarm) ?? '-')).toBe(true);
  });

  it('say the impact in the alarm itself', () => {
    for (const alarm of alarms) expect(alarm.Properties['AlarmDescription']).toMatch(/^.{20,}[.] What to do: docs\//);
  });

  it.each([...sections])('%s tells impact, how to see it, and one command', (_, text) => {
    const parts = [...text.matchAll(/^\*\*(.+?)\.\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(['Impact', 'How to see it', 'What to do']);
    expect([...text.matchAll(/^```sh\n(.+)\n```$/gm)]).toHaveLength(1);
  });

  it('hold for a stage that leaves delivery to Alleo, too', () => {
    const queue = synthesize({ deliveryMode: 'queue' }).find('AWS::CloudWatch::Alarm');
    expect(queue.map(nameOf).filter((name) => name.includes('deliver'))).toEqual([]);
    expect([...sections.keys()]).toEqual(expect.arrayContaining(queue.map(linkOf)));
  });
});

describe('alarms', () => {
  const topicOf = (alarm: Resource) => {
    const [action] = alarm.Properties['AlarmActions'] as { Ref: string }[];
    const topic = dev.find('AWS::SNS::Topic').find(({ id }) => id === action?.Ref);
    return String(topic?.Properties['TopicName']);
  };
  const isMore = (alarm: Resource) => nameOf(alarm).endsWith('-more');

  it('tell when they begin and when they end; one that tells of more begins only', () => {
    for (const alarm of alarms) {
      expect(alarm.Properties['AlarmActions']).toHaveLength(1);
      expect(alarm.Properties['OKActions'], nameOf(alarm)).toEqual(
        isMore(alarm) ? undefined : alarm.Properties['AlarmActions'],
      );
    }
  });

  it('wake somebody for what concerns everybody and grows worse, and tell all else to be read in the morning', () => {
    const waking = alarms.filter((alarm) => topicOf(alarm) === 'personio-sync-dev-alarms');
    expect(waking.map(nameOf).sort()).toEqual([
      'dead-letters-schedule',
      'dead-letters-schedule-more',
      'fan-out-incomplete',
      'queue-age-alleo-user-mutations',
      'schedule-did-not-run-daily',
    ]);
    const others = alarms.filter((alarm) => !waking.includes(alarm));
    expect(new Set(others.map(topicOf))).toEqual(new Set(['personio-sync-dev-notices']));
  });

  it('name one address for both, or two, and say at every deployment that each has to confirm', () => {
    const toldBy = (stage: typeof dev) =>
      stage.find('AWS::SNS::Subscription').map(({ Properties }) => Properties['Endpoint'] as unknown);
    const saidBy = (stage: typeof dev) =>
      Object.entries(stage.template.findOutputs('*')).flatMap(([id, { Value }]) =>
        id.includes('Confirm') ? [String(Value)] : [],
      );
    expect(toldBy(dev)).toEqual(['on-call@alleo.test', 'on-call@alleo.test']);
    expect(saidBy(dev)).toEqual([expect.stringMatching(/^Alarms reach on-call@alleo\.test only once AWS's e-mails/)]);
    const two = synthesize({ alarmEmail: 'on-call@alleo.test', noticeEmail: 'team@alleo.test' });
    expect(toldBy(two)).toEqual(['on-call@alleo.test', 'team@alleo.test']);
    expect(saidBy(two)).toEqual([
      expect.stringMatching(/^Alarms reach on-call@alleo\.test and team@alleo\.test only once/),
    ]);
    const nobody = synthesize();
    expect([toldBy(nobody), saidBy(nobody)]).toEqual([[], []]);
  });

  it('of what stands until somebody acts tell each time that there are more', () => {
    const standing = alarms.filter((alarm) => ['dead-letters', 'tenants-overdue'].includes(linkOf(alarm) ?? ''));
    const [more, first] = [standing.filter(isMore), standing.filter((alarm) => !isMore(alarm))];
    expect(more.map(nameOf).sort()).toEqual(first.map((alarm) => `${nameOf(alarm)}-more`).sort());
    expect(alarms.filter(isMore)).toHaveLength(more.length);
    for (const alarm of more) {
      const [expression, metric] = alarm.Properties['Metrics'] as {
        Expression?: string;
        MetricStat?: { Metric: object };
      }[];
      expect(expression?.Expression).toBe('IF(all - DIFF(all) > 0, DIFF(all), 0)');
      const watched = first.find((one) => nameOf(alarm) === `${nameOf(one)}-more`)?.Properties;
      const { MetricName, Dimensions } = watched ?? {};
      expect(metric?.MetricStat?.Metric).toMatchObject({ MetricName, Dimensions });
    }
    // A queue that nobody touches is not measured: its dead letters still stand.
    for (const alarm of first) expect(alarm.Properties['TreatMissingData'], nameOf(alarm)).toBe('ignore');
  });

  it('on events end soon after the last one, so that the next one is told again', () => {
    for (const name of ['run-held', 'delivery-rejected', 'credentials-refused-personio', 'credentials-refused-alleo']) {
      expect(find(name), name).toMatchObject({ Period: 300, EvaluationPeriods: 1, TreatMissingData: 'notBreaching' });
    }
  });

  it('are as many, and on as many metrics, as their cost is computed of', () => {
    const metricsOf = ({ Properties }: Resource): number =>
      Properties['Metrics']?.filter((one: object) => 'MetricStat' in one).length ?? 1;
    expect({ alarms: alarms.length, metrics: alarms.reduce((all, one) => all + metricsOf(one), 0) }).toEqual(ALARMS);
  });

  it('add up the throttled requests of all that the functions may ask of the table', () => {
    const metrics = find('throttles-table')?.['Metrics'] as { MetricStat?: { Metric: { Dimensions: object[] } } }[];
    const dimensions = metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? []);
    const added = new Set(
      dimensions.map((one) => ('Name' in one && one.Name === 'Operation' && 'Value' in one ? one.Value : undefined)),
    );
    const allowed = new Set(dev.find('AWS::IAM::Policy').flatMap(({ Properties }) => operationsOf(Properties)));
    expect(allowed.size).toBeGreaterThan(4);
    expect([...allowed].filter((one) => !added.has(one))).toEqual([]);
  });

  it('add up throttled requests also where an operation was never throttled, and has no metric', () => {
    const metrics = find('throttles-table')?.['Metrics'] as { Expression?: string }[];
    const expression = metrics.find((one) => one.Expression !== undefined)?.Expression ?? '';
    expect(expression.split(' + ')).toHaveLength(8);
    for (const term of expression.split(' + ')) expect(term).toMatch(/^FILL\(m\d, 0\)$/);
  });

  it('may publish to the topic, which takes nothing without TLS', () => {
    const [policy] = dev.find('AWS::SNS::TopicPolicy');
    expect(JSON.stringify(policy)).toContain('cloudwatch.amazonaws.com');
    expect(JSON.stringify(policy)).toContain('"aws:SecureTransport":"false"');
    expect(readValue(dev, dev.find('AWS::SNS::Topic')[0]?.Properties['KmsMasterKeyId'])).toBe('key');
  });

  it('watch the dead letters of every queue, the schedule’s included', () => {
    const watched = alarms
      .filter((alarm) => linkOf(alarm) === 'dead-letters' && !isMore(alarm))
      .map(({ Properties }) => readValue(dev, Properties['Dimensions'][0].Value));
    const deadLetters = dev
      .find('AWS::SQS::Queue')
      .map(({ Properties }) => String(Properties['QueueName']))
      .filter((name) => name.includes('dead-letters'));
    expect(watched.sort()).toEqual(deadLetters.sort());
  });

  it('watch errors, throttles and duration of every function', () => {
    const functions = dev.find('AWS::Lambda::Function').map(({ Properties }) => String(Properties['FunctionName']));
    for (const heading of ['errors', 'throttles', 'duration-near-limit']) {
      const watched = alarms
        .filter((alarm) => linkOf(alarm) === heading && nameOf(alarm) !== 'throttles-table')
        .map(({ Properties }) => readValue(dev, Properties['Dimensions'][0].Value));
      expect(watched.sort(), heading).toEqual(functions.sort());
    }
    const sync = dev
      .find('AWS::Lambda::Function')
      .find(({ Properties }) => Properties['FunctionName'] === 'personio-sync-dev-sync');
    expect(find('duration-near-limit-sync')?.['Threshold']).toBe(900 * Number(sync?.Properties['Timeout']));
  });

  it('stand on absence for the schedule: longer than a day, and nothing counted is bad news', () => {
    const daily = find('schedule-did-not-run-daily');
    expect(daily).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      Statistic: 'SampleCount',
      TreatMissingData: 'breaching',
    });
    const seconds = Number(daily?.['Period']) * Number(daily?.['EvaluationPeriods']);
    expect(seconds).toBeGreaterThan(86_400);
    // CloudWatch's own limit for periods of an hour and more.
    expect(seconds).toBeLessThanOrEqual(604_800);
  });

  it('stand on what the code emits: same namespace, same dimensions, a name that is in use', () => {
    const counted = alarms.map(({ Properties }) => Properties).filter((one) => one['Namespace'] === 'PersonioSync');
    expect(counted.length).toBeGreaterThanOrEqual(7);
    for (const { MetricName, Dimensions } of counted) {
      const dimensions = Object.fromEntries(
        (Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]),
      );
      expect(dimensions, MetricName).toEqual(emittedDimensions(String(dimensions['service']), String(MetricName)));
    }
  });
});

/** The dimensions under which the runtime's counter writes this metric for dev. */
function emittedDimensions(service: string, name: string): Record<string, string> {
  const metric = Object.values(METRICS).find((one) => one === name);
  if (metric === undefined) throw new Error(`no metric ${name}`);
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const counter = createCounter(service, 'dev');
  counter.add(metric, 1);
  counter.flush();
  const line = String(written.mock.calls[0]?.[0]);
  written.mockRestore();
  const emitted = JSON.parse(line) as Record<string, string> & {
    _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][] }[] };
  };
  const [directive] = emitted._aws.CloudWatchMetrics;
  expect(directive?.Namespace).toBe('PersonioSync');
  return Object.fromEntries((directive?.Dimensions[0] ?? []).map((key) => [key, emitted[key] ?? '']));
}
