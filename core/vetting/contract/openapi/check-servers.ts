import { onValue } from '@souk/model/finding/draft-finding.ts';
import type { VettingFinding } from '../../vetted-entry.ts';
import { textField } from '../document/json-value.ts';
import { child, childrenOf, itemsOf, type Located } from '../document/located.ts';
import type { Operation } from './operation.ts';
import { refuseServer } from './private-server.ts';

/** Whether the servers of an API are for others than its author. */
export function checkServers(root: Located, operations: readonly Operation[]): VettingFinding[] {
  const holders = [
    root,
    ...childrenOf(child(root, 'paths')).map(([, item]) => item),
    ...operations.map(({ at }) => at),
  ];
  return holders
    .flatMap((holder) => itemsOf(child(holder, 'servers')))
    .flatMap((server): VettingFinding[] => {
      const url = textField(server.value, 'url');
      const reason = url === undefined ? undefined : refuseServer(url);
      if (reason === undefined) return [];
      return [
        {
          rule: 'contract/server',
          file: server.file,
          message: `The server ${url} ${reason}.`,
          help: 'Name the server under the https address that consumers reach it by; leave servers for trying out in the README.',
          place: onValue(child(server, 'url').pointer),
        },
      ];
    });
}
