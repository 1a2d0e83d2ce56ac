import { createHash } from 'node:crypto';

/** Digests of one content by the name of the algorithm, in lower-case hexadecimal digits. */
export type Digests = Readonly<Record<string, string>>;

/** The algorithms of at least 256 bits that count, with the number of hexadecimal digits they give. */
const strongDigests: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);

/** The content that a signature has to be about: its bytes where they are at hand, its digests in any case. */
export interface SignedThing {
  readonly digests: Digests;
  readonly bytes?: Uint8Array;
}

export function thingOfBytes(bytes: Uint8Array): SignedThing {
  const digests = [...strongDigests.keys()].map((name) => [
    name,
    createHash(name).update(bytes).digest('hex'),
  ]);
  return { digests: Object.fromEntries(digests), bytes };
}

/** The digest at the end of a reference such as `registry.example.com/app:1.2@sha256:…`; undefined without one. */
export function digestOfReference(ref: string): string | undefined {
  return /(?:^|@)(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.exec(ref)?.[1];
}

/** @param digest such as `sha256:` and 64 hexadecimal digits */
export function thingOfDigest(digest: string): SignedThing {
  const [name = '', hex = ''] = digest.split(':');
  return { digests: { [name]: hex } };
}

/** As people read it: the first digest. */
export function describeThing({ digests }: SignedThing): string {
  const [first] = Object.entries(digests);
  return first === undefined ? 'nothing' : first.join(':');
}

/** Whether a set of digests names the same content: at least one strong digest is equal, and no known one differs. */
export function namesThing(named: Digests, { digests }: SignedThing): boolean {
  const common = [...strongDigests].filter(
    ([name]) => Object.hasOwn(named, name) && Object.hasOwn(digests, name),
  );
  return (
    common.length > 0 &&
    common.every(([name, length]) => named[name]?.length === length && named[name] === digests[name])
  );
}
