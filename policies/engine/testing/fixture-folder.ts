import { fileURLToPath } from 'node:url';

/** Policies with rules that misbehave, as the annotations of a manifest tell them to. */
export const fixtureFolder = fileURLToPath(new URL('./fixture', import.meta.url));
