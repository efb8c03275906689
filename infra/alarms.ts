import { CfnOutput, Stack } from 'aws-cdk-lib';
import { type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { alarmOn, alarmOnAbsence, type Topics } from './constructs/product-alarm.ts';
import type { Storage } from './storage.ts';
import type { Watched } from './troubles.ts';
import { absences, deliveryTroubles, functionTroubles, queueTroubles, runTroubles } from './troubles.ts';

/** Everything that somebody has to be told of, each with what to do about it in `docs/runbook.md`. */
export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, props: Watched) {
    super(scope, id);
    const { config } = props.storage;
    const { stage, deliveryMode, alarmEmail, noticeEmail = alarmEmail } = config;
    const topics = {
      alarms: this.#createTopic('Topic', 'alarms', alarmEmail, props.storage),
      notices: this.#createTopic('Notices', 'notices', noticeEmail, props.storage),
    };
    this.#sayWhoHasToConfirm(stage, [...new Set([alarmEmail, noticeEmail])]);
    const troubles = [
      ...runTroubles(stage),
      ...(deliveryMode === 'customer-api' ? deliveryTroubles(stage) : []),
      ...queueTroubles(props),
      ...functionTroubles(props),
    ];
    this.all = [
      ...absences(stage).map((absence) => alarmOnAbsence(this, { stage, topics }, absence)),
      ...troubles.flatMap((trouble) => alarmOn(this, { stage, topics }, trouble)),
    ];
  }

  #createTopic(id: string, name: keyof Topics, email: string, { config, key }: Storage): Topic {
    const topic = new Topic(this, id, {
      topicName: `personio-sync-${config.stage}-${name}`,
      masterKey: key,
      enforceSSL: true,
    });
    topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayPublish',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email !== 'nobody') topic.addSubscription(new EmailSubscription(email));
    return topic;
  }

  /** Shown at the end of every deployment: an address that has not confirmed gets nothing, and no alarm says so. */
  #sayWhoHasToConfirm(stage: string, emails: readonly string[]): void {
    const addresses = emails.filter((email) => email !== 'nobody').join(' and ');
    if (addresses === '') return;
    const where = `SNS, Topics, personio-sync-${stage}-alarms and personio-sync-${stage}-notices, Subscriptions`;
    new CfnOutput(this, 'Confirm', {
      value: `Alarms reach ${addresses} only once AWS's e-mails "Subscription Confirmation" are confirmed there, one for each of two topics. Whether they are: ${where}.`,
    });
  }
}
