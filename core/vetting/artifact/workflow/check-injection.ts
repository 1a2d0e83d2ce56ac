import type { Remark } from '../remark.ts';
import { findExpressions } from './find-expressions.ts';
import { createScriptPlaces } from './place-in-script.ts';
import type { WorkflowCheck } from './workflow-check.ts';

/** What people outside can write, and what comes of it. */
const UNTRUSTED = /\bgithub\s*(?:\.\s*|\[\s*['"])(?:event\b|head_ref\b|ref_name\b)/i;

/** Fields of an event that the platform makes: numbers, digests, times and its own words. */
const MADE_BY_PLATFORM =
  /^github\.(?:event\.action|event\.(?:[a-z_]+\.)*(?:number|id|node_id|sha|before|after|merge_commit_sha|created_at|updated_at|state|draft|merged|locked|conclusion|private|fork|size|stargazers_count|run_id|run_number|run_attempt|author_association|type))$/i;

/** Whether text that outsiders write is pasted into a script. */
export const checkInjection: WorkflowCheck = ({ scripts }) =>
  scripts.flatMap(({ text, field }) => {
    const placeInFile = createScriptPlaces(field, text);
    return findExpressions(text)
      .filter(({ code }) => UNTRUSTED.test(code) && !MADE_BY_PLATFORM.test(code.slice(0, 200)))
      .map(
        ({ code, offset, endOffset }): Remark => ({
          rule: 'workflow/script-injection',
          message: `${code.slice(0, 100)} is pasted into the script, and outsiders can write it.`,
          help: 'Set it as a variable under `env`, and use "$NAME" in the script.',
          place: placeInFile({ offset, endOffset }),
          about: code.slice(0, 100),
        }),
      );
  });
