import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { startThrowawayCluster } from '../embedded/start-throwaway-cluster.js';
import { createTemplates } from './create-templates.js';
import './provided-context.js';

/**
 * vitest's global set-up: one throw-away server for all test files of a run, on a port and in a directory of its own,
 * so that several runs do not meet.
 *
 * @returns the tear-down. A run that is killed needs none: the server watches over the process that started it
 */
export default async function setUpCluster(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startThrowawayCluster();
  try {
    const prismaDirectory = fileURLToPath(new URL('../../../../prisma', import.meta.url));
    project.provide('templateFailures', await createTemplates(cluster, prismaDirectory));
    project.provide('clusterUrl', cluster.adminUrl);
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  return () => cluster.stop();
}
