import { readShell } from '../shell/read-shell.ts';
import type { ShellCommand } from '../shell/shell-command.ts';
import { unwrapCommand } from '../shell/unwrap-command.ts';
import type { ContainerInstruction, ContainerScript } from './container-file.ts';

/** The commands that a RUN instruction runs. */
export function commandsOf({ scripts }: ContainerInstruction): ShellCommand[] {
  return scripts.flatMap(readScript);
}

function readScript(script: ContainerScript): ShellCommand[] {
  switch (script.form) {
    case 'shell':
      return readShell(script.text, script.offset);
    case 'exec':
      return readExec(script.words, script.place);
  }
}

/** Words that no shell looks at; only what is handed to a shell with `-c` is a script again. */
function readExec(words: readonly string[], place: { offset: number; endOffset: number }): ShellCommand[] {
  const command = {
    ...unwrapCommand(words.map((text) => ({ text, downloads: false, isProcess: false, ...place }))),
    ...place,
    isFedByDownload: false,
    isPiped: false,
    isUnread: false,
    writesTo: [],
  };
  const option = words.findIndex((word) => /^-[a-z]{0,8}c$/.test(word));
  const script = option === -1 || !/^(?:ba|da|z|k|a)?sh$/.test(command.name) ? undefined : words[option + 1];
  return script === undefined ? [command] : [command, ...readShell(script, place)];
}
