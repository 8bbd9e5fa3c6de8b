// Loaded into the gateway's process (--import): tells the parent, when asked, what V8 holds.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

process.on('message', ({ collect } = {}) => {
  if (collect === true) {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
  }
  process.send({ heapUsed: process.memoryUsage().heapUsed });
});
// Not a reason to stay alive.
process.channel?.unref();
