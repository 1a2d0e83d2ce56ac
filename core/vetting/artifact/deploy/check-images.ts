import {
  comesFrom,
  type ImageReference,
  isLatest,
  isPinned,
  nameOf,
  readImage,
} from '../image/image-reference.ts';
import type { Remark } from '../remark.ts';
import { type PlacedValue, placeOf, scalarText } from '../yaml/placed-value.ts';
import type { DeployContext } from './deploy-check.ts';

/** Whether one image is pinned, trusted, and the one the manifest speaks of. */
export function checkImage(image: PlacedValue, { settings, entry }: DeployContext): Remark[] {
  const text = scalarText(image);
  if (text === undefined || text.includes('${') || text.includes('{{')) return [];
  const read = readImage(text);
  const place = placeOf(image);
  const about = nameOf(read);
  const vetted = entry.artifact === undefined ? undefined : readImage(entry.artifact.ref);
  const remarks: Remark[] = [];
  if (!comesFrom(read, settings.registries)) {
    remarks.push({
      rule: 'deploy/registry-not-allowed',
      message: `${about} comes from a place that is not allowed.`,
      help: `Use an image from ${settings.registries.join(', ')}.`,
      place,
      about,
    });
  }
  if (isLatest(read) || !isPinned(read)) {
    const tag = read.tag ?? 'no tag';
    remarks.push({
      rule: isLatest(read) ? 'deploy/image-latest' : 'deploy/image-not-pinned',
      message: `${about} is named by ${read.tag === undefined ? tag : `the tag ${tag}`}; expected a digest.`,
      help: 'Write the reference as in artifact.ref of the manifest, with @sha256: and the digest.',
      place,
      about,
    });
  } else if (vetted?.digest !== undefined && nameOf(vetted) === about && vetted.digest !== read.digest) {
    remarks.push({
      rule: 'deploy/image-differs',
      message: `The digest is ${shorten(read)}; the manifest says ${shorten(vetted)}.`,
      help: 'Write the image and the digest of artifact.ref here.',
      place,
      about,
    });
  }
  return remarks;
}

/** Whether any of the images is the artifact that was vetted. */
export function checkVettedImage(images: readonly PlacedValue[], { entry }: DeployContext): Remark[] {
  const first = images[0];
  if (first === undefined || entry.artifact === undefined || !isImage(entry.artifact.mediaType)) return [];
  const vetted = readImage(entry.artifact.ref);
  const written = images.map(scalarText).filter((text) => text !== undefined);
  if (written.some((text) => text.includes('${') || nameOf(readImage(text)) === nameOf(vetted))) return [];
  return [
    {
      rule: 'deploy/image-differs',
      message: `None of the images is ${nameOf(vetted)}, the artifact of the manifest.`,
      help: 'Deploy the image of artifact.ref, or correct the manifest.',
      place: placeOf(first),
      about: nameOf(vetted),
    },
  ];
}

function isImage(mediaType: string | undefined): boolean {
  return mediaType === undefined || /image|docker\.distribution/.test(mediaType);
}

function shorten({ digest }: ImageReference): string {
  return digest?.slice(0, 19) ?? 'nothing';
}
