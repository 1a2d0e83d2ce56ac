import { toDigest } from './convert-business.ts';
import { toText } from './convert-text.ts';
import { nodeAt } from './flat-rule.ts';
import type { ManifestDraft } from './manifest-draft.ts';
import { Mapped, mapped } from './mapped.ts';
import type { SourceNode } from './source-node.ts';

/** The built thing: a reference and its digest may stand in two fields, ours is one. */
export function mapArtifact(root: SourceNode, draft: ManifestDraft): void {
  const ref = firstText(root, [
    'artifact.ref',
    'artifact.image',
    'artifact.uri',
    'artifact.url',
    'artifact.location',
    'artifact',
    'image',
    'containerImage',
    'runtime.image',
    'package',
    'bundleUrl',
    'artifactUrl',
  ]);
  const text = ref?.text();
  if (ref === undefined || text === undefined) return;
  const digest = firstText(root, [
    'artifact.digest',
    'artifact.sha256',
    'artifact.checksum',
    'imageDigest',
    'artifactDigest',
    'digest',
  ]);
  const tail = digest === undefined ? undefined : toDigest(digest);
  const isWhole = text.includes('@') || !(tail instanceof Mapped) || digest === undefined;
  draft.put(
    '/artifact/ref',
    isWhole ? mapped(text, ref) : mapped(`${text}@${String(tail.value)}`, ref, digest),
  );
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ['mediaType', ['artifact.mediaType', 'artifact.type']],
    ['source', ['artifact.source', 'repository', 'repo', 'sourceUrl', 'source']],
    ['commit', ['artifact.commit', 'provenance.commit', 'commit', 'commitSha', 'gitSha']],
  ];
  for (const [part, paths] of parts) {
    const node = firstText(root, paths);
    if (node !== undefined) draft.put(`/artifact/${part}`, toText(node));
  }
}

function firstText(root: SourceNode, paths: readonly string[]): SourceNode | undefined {
  return paths.map((path) => nodeAt(root, path)).find((node) => node?.text() !== undefined);
}
