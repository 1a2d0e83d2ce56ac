import { type Remark, startOfFile } from '../remark.ts';
import { get, items, type PlacedValue, placeOf, rootOf, scalarText } from '../yaml/placed-value.ts';
import { readDocuments } from '../yaml/read-documents.ts';
import { isCloudFormation, lintCloudFormation } from './aws/lint-cloudformation.ts';
import { isServerless, lintServerless } from './aws/lint-serverless.ts';
import { checkVettedImage } from './check-images.ts';
import type { DeployContext } from './deploy-check.ts';
import { lintObject } from './kubernetes/lint-object.ts';
import { readWorkload } from './kubernetes/workload.ts';
import { isDriverFile, lintDriverFile } from './lint-driver-file.ts';

/** What the vetting learnt from one deploy file. */
export interface DeployEvidence {
  readonly file: string;
  /** Kinds of the objects, in the order of the file. */
  readonly kinds: readonly string[];
  readonly workloads: number;
  /** How many objects nobody looked at. */
  readonly notLinted: number;
}

export function lintDeployFile(
  name: string,
  text: string,
  context: Omit<DeployContext, 'objects'>,
): { remarks: Remark[]; evidence: DeployEvidence } {
  const read = readDocuments(text, '1.1');
  if (!read.ok) {
    const remarks = read.problems.map((problem): Remark => ({ rule: 'deploy/unreadable', ...problem }));
    return { remarks, evidence: { file: name, kinds: [], workloads: 0, notLinted: 0 } };
  }
  const objects = read.documents.map(rootOf).flatMap(expandList);
  const remarks = [
    ...(objects.length === 0 ? [remarkEmpty()] : []),
    ...objects.flatMap((object) => lintOne(object, { ...context, objects })),
    ...checkVettedImage(imagesOf(objects), { ...context, objects }),
  ];
  return {
    remarks,
    evidence: {
      file: name,
      kinds: objects.map((object) => scalarText(get(object, 'kind')) ?? 'unknown'),
      workloads: objects.filter((object) => readWorkload(object) !== undefined).length,
      notLinted: remarks.filter(({ rule }) => rule === 'deploy/not-linted').length,
    },
  };
}

/** Kubernetes lets a list stand for its items. */
function expandList(object: PlacedValue): PlacedValue[] {
  return scalarText(get(object, 'kind')) === 'List' ? items(get(object, 'items')) : [object];
}

function lintOne(object: PlacedValue, context: DeployContext): readonly Remark[] {
  if (scalarText(get(object, 'apiVersion')) !== undefined) return lintObject(object, context);
  if (isCloudFormation(object)) return lintCloudFormation(object, context);
  if (isServerless(object)) return lintServerless(object, context);
  if (isDriverFile(object)) return lintDriverFile(object, context);
  return [
    {
      rule: 'deploy/not-linted',
      message: 'Nobody looked at this: it is of no form that the checks know.',
      help: 'Ask a reviewer to look at it.',
      place: placeOf(object),
    },
  ];
}

function imagesOf(objects: readonly PlacedValue[]): PlacedValue[] {
  return objects
    .map(readWorkload)
    .flatMap((workload) => workload?.containers ?? [])
    .map(({ value }) => get(value, 'image'))
    .filter((image) => scalarText(image) !== undefined);
}

function remarkEmpty(): Remark {
  return {
    rule: 'deploy/unreadable',
    message: 'The file is empty; expected what is to be deployed.',
    help: 'Write the deployment, or remove the file and `deploy` from the manifest.',
    place: startOfFile,
  };
}
