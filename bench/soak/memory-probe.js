// Loaded into the gateway's process (--import): tells the parent, when asked, what V8 holds after a full collection.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('message', () => {
  collect();
  process.send({ heapUsed: process.memoryUsage().heapUsed });
});
// Not a reason to stay alive.
process.channel?.unref();
