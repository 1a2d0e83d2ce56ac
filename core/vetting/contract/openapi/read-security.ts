import type { DocumentSet } from '../document/document-set.ts';
import { canonicalText, entriesOf, field, textField, textsOf } from '../document/json-value.ts';
import { child, itemsOf, type Located } from '../document/located.ts';
import type { SecurityNeed, SecurityWay } from './operation.ts';

/** The ways to be let in that a list of requirements allows; an empty list asks for nothing. */
export function readSecurity(list: Located, root: Located, documents: DocumentSet): readonly SecurityWay[] {
  const ways = itemsOf(list).map(({ value }) => {
    return new Map(
      entriesOf(value).map(([scheme, scopes]): [string, SecurityNeed] => {
        const written = child(child(child(root, 'components'), 'securitySchemes'), scheme);
        const definition = documents.follow(written)?.value;
        const type = textField(definition, 'type');
        return [signatureOf(scheme, definition), { scheme, type, scopes: textsOf(scopes) }];
      }),
    );
  });
  return ways.length === 0 ? [new Map()] : ways;
}

/** What a client must do to satisfy a scheme, whatever the document calls it. */
function signatureOf(scheme: string, definition: unknown): string {
  const type = textField(definition, 'type');
  if (type === undefined) return scheme;
  const flows = entriesOf(field(definition, 'flows')).map(([flow, urls]) => [
    flow,
    textField(urls, 'tokenUrl') ?? textField(urls, 'authorizationUrl'),
  ]);
  const fields = ['name', 'in', 'scheme', 'openIdConnectUrl'].map((name) => {
    const value = textField(definition, name);
    return [name, name === 'scheme' || type === 'apiKey' ? value?.toLowerCase() : value];
  });
  return canonicalText([type, Object.fromEntries(fields), Object.fromEntries(flows)]);
}
