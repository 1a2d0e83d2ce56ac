/** A component that a lockfile names. */
export interface Part {
  /** The package URL, which names the part among the others too. */
  readonly purl: string;
  readonly type: 'library' | 'container';
  /** What stands before the name: the scope of npm, the path of a Go module or an image. */
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly license?: string;
  /** Hex by algorithm, as CycloneDX writes it: `SHA-512`. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly optional: boolean;
  /** Package URLs. */
  readonly dependsOn: readonly string[];
}

/** What one file of a project says that the project is made of. */
export interface PartList {
  readonly parts: readonly Part[];
  /** Package URLs of what the project itself asks for. */
  readonly direct: readonly string[];
  /** What the file does not tell, in sentences for the person who generates. */
  readonly notes: readonly string[];
  /** Name and version of the project, where the file has them. */
  readonly project?: { readonly name?: string; readonly version?: string };
}

/** A file that cannot be read as what its name says. */
export class LockfileError extends Error {
  override readonly name = 'LockfileError';
}

/** Parts that several places of one file name, as one each: a later place adds what it depends on. */
export function mergeParts(parts: readonly Part[]): readonly Part[] {
  const merged = new Map<string, Part>();
  for (const part of parts) {
    const known = merged.get(part.purl);
    merged.set(
      part.purl,
      known === undefined
        ? part
        : {
            ...known,
            optional: known.optional && part.optional,
            dependsOn: [...new Set([...known.dependsOn, ...part.dependsOn])],
          },
    );
  }
  return [...merged.values()];
}
