import type { Command } from 'commander';
import { describe, expect, it, vi } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import type { SupportRequest } from '../../shared/contracts/support-operation.ts';

const leaves = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

const asked: SupportRequest[] = [];
vi.mock('../../cli/transport/local.ts', () => ({
  openLocalTransport: () => ({
    invoke: (request: SupportRequest) => {
      asked.push(request);
      throw new Error('asked');
    },
    close: () => {},
  }),
}));

it('`tenant show ID` and `status ID` are one question, with one answer', async () => {
  for (const words of ['status acme', 'tenant show acme']) {
    const program = createProgram();
    await expect(program.parseAsync(`node . --local x ${words}`.split(' '))).rejects.toThrow('asked');
  }
  expect(asked).toEqual([
    { operation: 'status', tenantId: 'acme' },
    { operation: 'status', tenantId: 'acme' },
  ]);
});

describe('help', () => {
  it('of every command says what it does and shows an example that it takes, at 80 columns', () => {
    const commands = leaves(createProgram());
    expect(commands.length).toBeGreaterThan(20);
    for (const command of commands) {
      const help = helpOf(command);
      const name = nameOf(command);
      expect(command.description().length, name).toBeGreaterThan(10);
      expect(help, name).toMatch(
        new RegExp(`Examples?:\\n {2}npx --no -- personio-sync --(stage prod|local \\S+) ${name}\\b`),
      );
      const long = help.split('\n').filter((line) => line.length > 100);
      expect(long, name).toEqual([]);
    }
  });

  it('of `resend` says that it may also deactivate', () => {
    const resend = leaves(createProgram()).find((command) => nameOf(command) === 'resend');
    expect(resend === undefined ? '' : helpOf(resend)).toContain('It may also deactivate');
  });

  it('of a command about a person offers to ask, and shows nobody’s name or address in a command', () => {
    const about = leaves(createProgram()).filter((command) =>
      command.registeredArguments.some((one) => one.name() === 'person'),
    );
    expect(about.map(nameOf)).toEqual(['explain', 'resend']);
    for (const command of about) {
      const help = helpOf(command);
      expect(help).toContain("shell's");
      expect(help).toMatch(new RegExp(`${nameOf(command)} acme -$`, 'm'));
      expect(
        help.match(/^ {2}npx .*$/gm)?.filter((line) => !/ acme (\d+|-|--lost( --digest \w+)?)$/.test(line)),
      ).toEqual([]);
    }
  });

  it('offers no option or argument for a secret', () => {
    for (const command of leaves(createProgram())) {
      const names = [
        ...command.options.map(({ long }) => long ?? ''),
        ...command.registeredArguments.map((one) => one.name()),
      ];
      expect(names.filter((name) => /secret|password|token|client-?id|key/i.test(name))).toEqual([]);
    }
  });
});
