// A process with nothing but a router: what it takes of memory and time is the router's. A message tells what to serve; the
// ones that follow ask for how long its processors were busy, or how many bytes are alive.
import { registerSourceHooks } from '../harness/source-hooks.js';

registerSourceHooks();
const { createRouter } = await import('@techally/router');

process.once('message', async (options) => {
  const router = await createRouter(options);
  const { url } = await router.listen({ port: 0 });
  process.on('message', (question) => {
    if (question === 'busy') {
      const { user, system } = process.cpuUsage();
      process.send({ busy: (user + system) / 1000 });
      return;
    }
    // Twice: the first collection leaves what it has found to be finalised.
    globalThis.gc();
    globalThis.gc();
    process.send({ heapUsed: process.memoryUsage().heapUsed });
  });
  process.send({ url });
});
