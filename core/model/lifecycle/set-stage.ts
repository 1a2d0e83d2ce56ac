import { isScalar, parseDocument } from 'yaml';
import type { Stage } from './stages.ts';

/**
 * The text of a manifest with another stage, and nothing else changed: comments and spelling stay as they are.
 * Undefined where the text names no stage.
 */
export function setStage(text: string, stage: Stage): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const node = document.getIn(['lifecycle', 'stage'], true);
  if (!isScalar(node) || node.range === undefined || node.range === null) return undefined;
  const [start, end] = node.range;
  return `${text.slice(0, start)}${stage}${text.slice(end)}`;
}
