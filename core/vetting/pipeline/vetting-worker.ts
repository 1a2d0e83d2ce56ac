import module from 'node:module';
import { answerTasks } from '../worker/answer-tasks.ts';
import { vettingLooks } from './vetting-looks.ts';

// A thread does not take over the cache of compiled modules: without it, loading the looks takes three times as long.
module.enableCompileCache();
answerTasks(vettingLooks);
