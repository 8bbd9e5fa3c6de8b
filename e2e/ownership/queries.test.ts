import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setScene } from './set-scene.js';
import type { Scene } from './set-scene.js';
import { leafPaths } from './leaf-paths.js';
it('scene', async () => {
  const t = performance.now();
  const s = await setScene();
  console.log(performance.now() - t);
  console.log(s.secrets.texts, s.values, s.victim.orders);
  console.log(
    (await s.readVictim()).rows.map((r) => r.table + ' ' + JSON.stringify(r.values).slice(0, 230)).join('\n'),
  );
  await s.stack.stop();
}, 100_000);
