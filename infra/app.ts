import { App } from 'aws-cdk-lib';
import { addStage } from './add-stage.ts';
import { ConfigError, chooseStage } from './config.ts';

const app = new App();
const said = (name: string): string | undefined => {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' ? value : undefined;
};

try {
  const [stage, account, alarmEmail, noticeEmail] = ['stage', 'account', 'alarmEmail', 'noticeEmail'].map(said);
  addStage(app, chooseStage({ stage, account, alarmEmail, noticeEmail }));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
