import type { LeafPath } from './leaf-paths.js';
import type { Reply } from './send-operation.js';

/**
 * Goes all paths in one operation. Where an error hides what lies beside it (a null in a field that must not be null
 * takes everything around it along), the paths are asked again apart from each other, until each was answered
 * without a neighbour's error.
 *
 * @param rootDepth the length of an error path that is about the root field itself, with nothing below it
 */
export async function askPaths(
  paths: readonly LeafPath[],
  send: (paths: readonly LeafPath[]) => Promise<Reply>,
  rootDepth = 1,
): Promise<readonly Reply[]> {
  const reply = await send(paths);
  const hidden = reply.errors
    .map(({ path = [] }) => path.filter((step) => typeof step === 'string'))
    .filter((steps) => steps.length > rootDepth);
  if (hidden.length === 0 || paths.length === 1) return [reply];

  const isHidden = ({ steps }: LeafPath) =>
    hidden.some((failed) => failed.every((step, index) => steps[index] === step));
  const clear = paths.filter((path) => !isHidden(path));
  const half = Math.ceil(paths.length / 2);
  const groups =
    clear.length > 0 && clear.length < paths.length
      ? [clear, paths.filter(isHidden)]
      : [paths.slice(0, half), paths.slice(half)];
  const replies: Reply[] = [reply];
  for (const group of groups) replies.push(...(await askPaths(group, send, rootDepth)));
  return replies;
}
