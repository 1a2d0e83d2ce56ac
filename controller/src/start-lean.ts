/**
 * What makes the heap grow in small steps: by itself it waits until there is three times as much, and a controller of
 * ten thousand entries holds a gigabyte of which half is garbage.
 */
const HEAP_FLAGS = ['--max-semi-space-size=4', '--heap-growing-percent=30'];

/** So many pools of memory are shared by all threads; with one for each, what one has freed helps no other. */
const ARENAS = { MALLOC_ARENA_MAX: '2' };

/**
 * Replaces the program of this process by itself, with settings of memory that can only be given at the start; it stays
 * the same process for whoever watches it. Returns when they are given, or where a process can not be replaced.
 */
export function startLean(): void {
  const { execArgv, execPath, argv, env, platform } = process;
  const isGiven = (flag: string): boolean => execArgv.some((given) => given.startsWith(nameOf(flag)));
  const missing = HEAP_FLAGS.filter((flag) => !isGiven(flag));
  if (missing.length === 0 || platform === 'win32') return;
  const args = [execPath, ...execArgv, ...missing, ...argv.slice(1)];
  process.execve?.(execPath, args, { ...ARENAS, ...env });
}

function nameOf(flag: string): string {
  return flag.slice(0, flag.indexOf('=') + 1);
}
