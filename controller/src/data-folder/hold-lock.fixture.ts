import { lockDataFolder } from './lock-data-folder.ts';

// A process that holds the lock of the folder in its first argument until it is killed.
const lock = lockDataFolder(process.argv[2] ?? '');
lock.announce('http://127.0.0.1:7070');
process.stdout.write('held\n');
setInterval(() => {}, 60_000);
