import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BatchQueue } from './batch-queue.js';

/** A queue, and what it has sent: batches of groups, written as `key:item,item`. */
function recordingQueue() {
  const sent: string[][] = [];
  const queue: BatchQueue<null, string, string> = new BatchQueue({
    send: async (groups) => {
      sent.push(groups.map(({ key, items }) => `${key}:${items.join()}`));
      await sleep(1);
      return groups.map(({ items }) => items.map((item) => item.toUpperCase()));
    },
    isSame: () => true,
    maxInFlight: Infinity,
    schedule() {
      setImmediate(() => {
        queue.flush();
      });
    },
  });
  return { queue, sent };
}

describe('a batch queue', () => {
  it('sends what comes in one turn of the event loop together', async () => {
    const { queue, sent } = recordingQueue();
    const answers = [queue.add('k', null, 'a'), queue.add('l', null, 'b'), queue.add('k', null, 'c')];
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C']);
    expect(sent).toEqual([['k:a,c', 'l:b']]);
  });

  it('sends what is not urgent with the next that is, before it', async () => {
    const { queue, sent } = recordingQueue();
    const patient = queue.addWithoutHaste('k', null, 'a');
    await sleep(5);
    expect(sent).toEqual([]);
    expect(await queue.add('k', null, 'b')).toBe('B');
    expect(await patient).toBe('A');
    expect(sent).toEqual([['k:a,b']]);
  });

  it('sends what is not urgent alone when nothing else comes', async () => {
    const { queue, sent } = recordingQueue();
    // Nothing else keeps this process waiting.
    const [answer] = await Promise.all([queue.addWithoutHaste('k', null, 'a'), sleep(100)]);
    expect(answer).toBe('A');
    expect(sent).toEqual([['k:a']]);
  });

  it('has nothing left when it has been drained', async () => {
    const { queue, sent } = recordingQueue();
    const done: string[] = [];
    for (const item of ['a', 'b'])
      void queue.addWithoutHaste('k', null, item).then((result) => done.push(result));
    void queue.add('l', null, 'c').then((result) => done.push(result));
    await queue.drain();
    expect(sent).toEqual([['k:a,b', 'l:c']]);
    expect(done).toEqual(['A', 'B', 'C']);
    await queue.drain();
  });
});
