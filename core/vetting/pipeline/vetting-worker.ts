import module from 'node:module';
import { join } from 'node:path';
import { answerTasks } from '../worker/answer-tasks.ts';
import { vettingLooks } from './vetting-looks.ts';

// A thread does not take over the cache of compiled modules: without it, loading the looks takes three times as long.
// It is in a folder of ours: in one that all users share, somebody else could have put it.
module.enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/souk'));
answerTasks(vettingLooks);
