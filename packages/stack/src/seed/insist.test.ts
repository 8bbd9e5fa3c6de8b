import { describe, expect, it, vi } from 'vitest';
import { insist } from './insist.js';

const late = () => new Error('Connection terminated due to connection timeout');

describe('insist', () => {
  it('tries again while the database cannot take it', async () => {
    const work = vi.fn().mockRejectedValueOnce(late()).mockRejectedValueOnce(late()).mockResolvedValue(1);
    await insist(work, 1);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('gives up after five attempts', async () => {
    const work = vi.fn().mockRejectedValue(late());
    await expect(insist(work, 1)).rejects.toThrow('connection timeout');
    expect(work).toHaveBeenCalledTimes(5);
  });

  it('does not try again what fails for another reason', async () => {
    const work = vi.fn().mockRejectedValue(new Error('duplicate key'));
    await expect(insist(work, 1)).rejects.toThrow('duplicate key');
    expect(work).toHaveBeenCalledTimes(1);
  });
});
