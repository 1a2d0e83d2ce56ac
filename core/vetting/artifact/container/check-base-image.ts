import { stageOf } from '@souk/model/manifest/manifest.ts';
import {
  comesFrom,
  type ImageReference,
  isLatest,
  isPinned,
  nameOf,
  readImage,
} from '../image/image-reference.ts';
import type { Remark, Span } from '../remark.ts';
import type { ContainerCheck, ContainerContext } from './container-check.ts';
import type { ContainerFile } from './container-file.ts';
import { expandVariables } from './expand-variables.ts';

/** Where the images come from that the build takes something of. */
export const checkBaseImage: ContainerCheck = (file, context) => [
  ...checkFrontend(file),
  ...imagesOf(file).flatMap(({ reference, place }) =>
    reference === undefined ? [remarkUndecided(place)] : checkImage(readImage(reference), place, context),
  ),
];

interface UsedImage {
  /** Undefined when a variable without a default decides. */
  readonly reference: string | undefined;
  readonly place: Span;
}

/** Bases, and images that files are copied from; not stages of the file itself. */
function imagesOf({ stages }: ContainerFile): UsedImage[] {
  const names = new Set(stages.flatMap(({ name }, i) => [String(i), ...(name === undefined ? [] : [name])]));
  return stages.flatMap((stage) => {
    const own = stage.parent !== undefined || stage.base === 'scratch' ? [] : [stage];
    const copied = stage.instructions.flatMap(({ flags, place }) =>
      flags
        .filter(({ name, value }) => name === 'from' && !names.has(value.toLowerCase()))
        .map(({ value }) => ({ reference: expandVariables(value, stage.variables), place })),
    );
    return [...own.map(({ base, basePlace }) => ({ reference: base, place: basePlace })), ...copied];
  });
}

function checkImage(image: ImageReference, place: Span, { settings, entry }: ContainerContext): Remark[] {
  const name = nameOf(image);
  const remarks: Remark[] = [];
  if (!comesFrom(image, settings.registries)) {
    remarks.push({
      rule: 'container/registry-not-allowed',
      message: `${name} comes from a place that is not allowed.`,
      help: `Use an image from ${settings.registries.join(', ')}.`,
      place,
      about: name,
    });
  }
  if (isLatest(image)) {
    remarks.push({
      rule: 'container/latest-tag',
      message: `${name} has ${image.tag === undefined ? 'no tag' : 'the tag latest'}; expected a version and a digest.`,
      help: `Write ${name}:<version>@sha256:<digest>.`,
      place,
      about: name,
    });
  } else if (!isPinned(image)) {
    remarks.push({
      rule: 'container/base-not-pinned',
      message: `${name}:${image.tag ?? ''} can change under its tag; expected a digest.`,
      help: 'Append @sha256: and the digest; a bot can keep it up to date.',
      place,
      about: name,
      ...(stageOf(entry) === 'proposed' ? { level: 'notice' as const } : {}),
    });
  }
  return remarks;
}

function remarkUndecided(place: Span): Remark {
  return {
    rule: 'container/base-not-pinned',
    message: 'A build argument without a default decides the base image; expected an image with its digest.',
    help: 'Write the image out, or give the ARG a default that is pinned by digest.',
    place,
  };
}

/** The standard frontend is released by the makers of the builder; its major version alone is good enough. */
function checkFrontend({ frontend }: ContainerFile): Remark[] {
  if (frontend === undefined || frontend.text === '') return [];
  const image = readImage(frontend.text);
  if (nameOf(image) === 'docker.io/docker/dockerfile') return [];
  return [
    {
      rule: 'container/untrusted-frontend',
      message: `${frontend.text} would carry out the build; expected docker/dockerfile.`,
      help: 'Write `# syntax=docker/dockerfile:1`, or remove the line.',
      place: frontend.place,
      about: nameOf(image),
    },
  ];
}
