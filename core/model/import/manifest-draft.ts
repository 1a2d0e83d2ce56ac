import { validatorOf } from '@souk/schemas/generated/validators.js';
import type { ErrorObject } from 'ajv';
import { appendPointer, parsePointer, valueAt } from '../finding/json-pointer.ts';
import { checkValues } from '../manifest/check-values.ts';
import type { Kind, Manifest } from '../manifest/manifest.ts';
import { cutOut, graft, isWithin, renumber } from './draft-tree.ts';
import type { ImportNote, NoteLevel } from './import-result.ts';
import { settleLeftovers } from './leftovers.ts';
import { Mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

interface Claim {
  target: string;
  readonly mapped: Mapped;
}

export type DraftResult =
  | { readonly ok: true; readonly manifest: Manifest; readonly notes: readonly ImportNote[] }
  | { readonly ok: false; readonly message: string };

/**
 * A manifest in the making, which keeps account of every place of its source.
 *
 * Two promises hold by construction, whatever an importer does: the manifest satisfies its schema, since a
 * value that does not is taken out again; and every leaf of the source is in the manifest, among its
 * annotations or named by a note, since whatever has no claim at the end is settled as left over.
 */
export class ManifestDraft {
  readonly #tree: Record<string, unknown>;
  readonly #kind: Kind;
  readonly #source: string;
  #claims: Claim[] = [];
  readonly #notes: ImportNote[] = [];
  readonly #withheld = new Set<string>();

  constructor(kind: Kind, source: string) {
    this.#kind = kind;
    this.#source = source;
    this.#tree = { apiVersion: 'souk/v1', kind };
  }

  at(target: string): unknown {
    return valueAt(this.#tree, target);
  }

  has(target: string): boolean {
    return this.at(target) !== undefined;
  }

  /** Whether a value of the source has a place already. */
  isClaimed(node: SourceNode): boolean {
    return this.#claims.some(({ mapped }) => mapped.nodes.some(({ pointer }) => pointer === node.pointer));
  }

  /** Puts a tree of plain and mapped values at a pointer of the manifest. Nothing happens without a value. */
  put(target: string, tree: unknown): void {
    if (tree === undefined) return;
    graft(this.#tree, parsePointer(target), this.#unwrap(tree, target));
  }

  /** Adds an item to a list of the manifest. */
  append(target: string, tree: unknown): void {
    if (tree === undefined) return;
    const present = valueAt(this.#tree, target);
    this.put(appendPointer(target, Array.isArray(present) ? present.length : 0), tree);
  }

  /** Counts further places of the source as mapped to a value that is there already. */
  claim(target: string, nodes: readonly SourceNode[]): void {
    this.#claims.push({ target, mapped: new Mapped(undefined, nodes) });
  }

  /** Counts a place of the source as mapped to the kind itself. */
  claimKind(kind: Mapped): void {
    this.#claims.push({ target: '/kind', mapped: kind });
  }

  /** Names of the secrets so far, in order. */
  get secretNames(): readonly string[] {
    const secrets = this.#tree['secrets'];
    return Array.isArray(secrets) ? secrets.map((secret: { name: string }) => secret.name) : [];
  }

  /** Says something about the source that stands whatever becomes of the values. */
  note(level: NoteLevel, message: string, node?: SourceNode): void {
    this.#notes.push({ source: this.#source, pointer: node?.pointer ?? '', level, message });
  }

  /** Forbids that a value which nothing claims is kept as an annotation: only a note will name its place. */
  withhold(node: SourceNode | undefined): void {
    for (const { pointer } of node?.leaves() ?? []) this.#withheld.add(pointer);
  }

  /** Takes out what the manifest had better not say: its places count as left over, and the note says why. */
  leaveOut(target: string, message: string): void {
    const claim = this.#claims.find((one) => isWithin(one.target, target));
    this.note('mapped-with-loss', message, claim?.mapped.nodes[0]);
    this.#remove(target);
  }

  /** The manifest, and what is to be said about each part of the source that it does not hold. */
  finish(root: SourceNode): DraftResult {
    const misfit = this.fit();
    if (misfit !== undefined) return { ok: false, message: misfit };
    const claimed = new Set(
      this.#claims.flatMap(({ mapped }) =>
        mapped.nodes.flatMap((node) => node.leaves().map(({ pointer }) => pointer)),
      ),
    );
    const leftovers = root.leaves().filter(({ pointer }) => !claimed.has(pointer));
    const settled = settleLeftovers(
      leftovers,
      (this.#tree['annotations'] ?? {}) as Record<string, unknown>,
      this.#withheld,
    );
    if (Object.keys(settled.annotations).length > 0) this.#tree['annotations'] = settled.annotations;
    const notes = [
      ...this.#notes,
      ...this.#remarks(),
      ...settled.drops.map(({ pointer, message }) => this.#noteAt(pointer, 'dropped', message)),
    ];
    return { ok: true, manifest: this.#tree as unknown as Manifest, notes };
  }

  #unwrap(tree: unknown, target: string): unknown {
    if (tree instanceof Mapped) {
      this.#claims.push({ target, mapped: tree });
      return this.#unwrap(tree.value, target);
    }
    if (Array.isArray(tree)) return tree.map((item, i) => this.#unwrap(item, appendPointer(target, i)));
    if (typeof tree !== 'object' || tree === null) return tree;
    return Object.fromEntries(
      Object.entries(tree).map(([key, child]) => [key, this.#unwrap(child, appendPointer(target, key))]),
    );
  }

  /** Takes out what does not fit until the rest does; says what is wrong when a required field would go. */
  fit(): string | undefined {
    const validate = validatorOf[this.#kind];
    for (;;) {
      const deceptive = checkValues(this.#tree)[0];
      if (deceptive !== undefined && 'pointer' in deceptive.place) {
        this.#remove(deceptive.place.pointer);
        continue;
      }
      if (validate(this.#tree)) return undefined;
      const error = validate.errors?.[0];
      const target = error === undefined ? '' : misfitOf(error);
      // Without the second test a misfit that cannot be taken out would be tried for ever.
      if (target === '' || valueAt(this.#tree, target) === undefined)
        return `No valid ${this.#kind} can be made of it: ${error?.message ?? 'unknown reason'}.`;
      this.#remove(target);
    }
  }

  #remove(target: string): void {
    const removed = cutOut(this.#tree, target);
    this.#claims = this.#claims
      .filter((claim) => !isWithin(claim.target, removed.pointer))
      .map((claim) =>
        removed.fromList ? { ...claim, target: renumber(claim.target, removed.pointer) } : claim,
      );
  }

  #remarks(): ImportNote[] {
    return this.#claims.flatMap(({ mapped: { remark, nodes } }) =>
      remark === undefined ? [] : [this.#noteAt(nodes[0]?.pointer ?? '', remark.level, remark.message)],
    );
  }

  #noteAt(pointer: string, level: NoteLevel, message: string): ImportNote {
    return { source: this.#source, pointer, level, message };
  }
}

/** The smallest part of the manifest that has to go for this error to go. */
function misfitOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  if (error.keyword === 'additionalProperties')
    return appendPointer(error.instancePath, String(params['additionalProperty']));
  if (error.propertyName !== undefined) return appendPointer(error.instancePath, error.propertyName);
  if (error.keyword === 'propertyNames')
    return appendPointer(error.instancePath, String(params['propertyName']));
  if (error.keyword === 'uniqueItems')
    return appendPointer(error.instancePath, Math.max(Number(params['i']), Number(params['j'])));
  if (error.keyword === 'maxItems') return appendPointer(error.instancePath, Number(params['limit']));
  return error.instancePath;
}
