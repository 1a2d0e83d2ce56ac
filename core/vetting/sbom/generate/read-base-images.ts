import { PackageURL } from 'packageurl-js';
import { type ContainerFile, lastStage, lineage } from '../../artifact/container/container-file.ts';
import { readContainerFile } from '../../artifact/container/read-container-file.ts';
import { readImage } from '../../artifact/image/image-reference.ts';
import { mergeParts, type Part, type PartList } from './part-list.ts';

/** Reads from a container file the images that its result is built upon; those that only helped to build are left out. */
export function readBaseImages(text: string, file: string): PartList {
  const container = readContainerFile(text);
  const references = [...baseReferences(container), ...copiedReferences(container)];
  const known = references.filter((reference) => reference !== undefined && reference !== 'scratch');
  const parts = mergeParts(
    known.flatMap((reference) => (reference === undefined ? [] : [imagePart(reference)])),
  );
  return {
    parts,
    direct: parts.map(({ purl }) => purl),
    notes: [
      ...(references.includes(undefined)
        ? [`${file} takes its base from a variable without a default, so the image is left out.`]
        : []),
      ...parts
        .filter(({ hashes }) => Object.keys(hashes).length === 0)
        .map(({ purl }) => `${file} does not pin ${purl} by digest: another image may be used tomorrow.`),
      ...(parts.length > 0
        ? [`What lies within the images of ${file} is not listed: scan the built image for that.`]
        : []),
    ],
  };
}

function baseReferences(container: ContainerFile): readonly (string | undefined)[] {
  const result = lastStage(container);
  const [first] = result === undefined ? [] : lineage(result);
  return first === undefined ? [] : [first.base];
}

/** Images that the result copies files from, such as `COPY --from=ghcr.io/astral-sh/uv:0.9`. */
function copiedReferences(container: ContainerFile): readonly string[] {
  const result = lastStage(container);
  const stages = new Set(
    container.stages.flatMap(({ name }, i) => [String(i), ...(name === undefined ? [] : [name])]),
  );
  return (result === undefined ? [] : lineage(result))
    .flatMap(({ instructions }) => instructions)
    .filter(({ keyword }) => keyword === 'COPY')
    .flatMap(({ flags }) => flags.filter(({ name }) => name === 'from').map(({ value }) => value))
    .filter((value) => !stages.has(value.toLowerCase()) && !value.includes('$'));
}

/** With a digest the reference is that of an OCI artifact; without one, what Docker would pull today. */
function imagePart(reference: string): Part {
  const { registry, path, tag, digest } = readImage(reference);
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const group = slash === -1 ? undefined : path.slice(0, slash);
  const purl =
    digest === undefined
      ? new PackageURL(
          'docker',
          group,
          name,
          tag ?? 'latest',
          registry === 'docker.io' ? undefined : { repository_url: registry },
          undefined,
        )
      : new PackageURL(
          'oci',
          undefined,
          name,
          digest,
          { repository_url: `${registry}/${path}`, ...(tag === undefined ? {} : { tag }) },
          undefined,
        );
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1];
  return {
    purl: purl.toString(),
    type: 'container',
    ...(group === undefined ? {} : { group }),
    name,
    version: tag ?? digest ?? 'latest',
    hashes: hex === undefined ? {} : { 'SHA-256': hex },
    optional: false,
    dependsOn: [],
  };
}
