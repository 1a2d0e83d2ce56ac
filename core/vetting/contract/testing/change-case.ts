import { type ApiParts, anApi, documentsOf, received, sent, withIt } from './changed-api.ts';
import type { Documents } from './contracts.ts';

/** A change with what it harms, and a change beside it that looks alike and harms nobody. */
export interface ChangeCase {
  readonly name: string;
  readonly before: Documents;
  readonly after: Documents;
  /** `impact rule pointer` */
  readonly harms: readonly string[];
  readonly twin: Documents;
}

type Json = Readonly<Record<string, unknown>>;

/** A property `it` that callers send; `$` stands for where it is. */
export function sentProperty(
  name: string,
  before: unknown,
  after: unknown,
  harm: string,
  twin: unknown,
): ChangeCase {
  const at = '/components/schemas/NewOrder/properties/it';
  return {
    name: `request: ${name}`,
    before: documentsOf(sent(withIt(before))),
    after: documentsOf(sent(withIt(after))),
    harms: [harm.replace('$', at)],
    twin: documentsOf(sent(withIt(twin))),
  };
}

/** A property `it` that callers receive; `$` stands for where it is. */
export function receivedProperty(
  name: string,
  before: unknown,
  after: unknown,
  harm: string,
  twin: unknown,
): ChangeCase {
  const at = '/components/schemas/Order/properties/it';
  return {
    name: `answer: ${name}`,
    before: documentsOf(received(withIt(before))),
    after: documentsOf(received(withIt(after))),
    harms: [harm.replace('$', at)],
    twin: documentsOf(received(withIt(twin))),
  };
}

/** The schema of a body that callers send; `$` stands for where it is. */
export function sentBody(
  name: string,
  before: Json,
  after: Json,
  harms: readonly string[],
  twin: Json,
): ChangeCase {
  return {
    name: `request: ${name}`,
    before: documentsOf(sent(before)),
    after: documentsOf(sent(after)),
    harms: harms.map((harm) => harm.replace('$', '/components/schemas/NewOrder')),
    twin: documentsOf(sent(twin)),
  };
}

/** The schema of a body that callers receive; `$` stands for where it is. */
export function receivedBody(
  name: string,
  before: Json,
  after: Json,
  harms: readonly string[],
  twin: Json,
): ChangeCase {
  return {
    name: `answer: ${name}`,
    before: documentsOf(received(before)),
    after: documentsOf(received(after)),
    harms: harms.map((harm) => harm.replace('$', '/components/schemas/Order')),
    twin: documentsOf(received(twin)),
  };
}

/** Parts of the API around its schemas. */
export function around(
  name: string,
  before: ApiParts,
  after: ApiParts,
  harms: readonly string[],
  twin: ApiParts,
): ChangeCase {
  return {
    name,
    before: documentsOf(anApi(before)),
    after: documentsOf(anApi(after)),
    harms,
    twin: documentsOf(anApi(twin)),
  };
}
