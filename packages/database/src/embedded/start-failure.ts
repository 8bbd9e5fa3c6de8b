import { DatabaseError } from '../database-error.js';
import { START_AFRESH } from './data-directory.js';

/** Reasons that have nothing to do with the data: starting afresh would delete it for nothing. */
const OUTSIDE_THE_DATA =
  /No space left on device|could not create shared memory|could not resize shared memory|Cannot allocate memory|error while loading shared libraries|Permission denied.*postgres|ENOENT|EACCES|too many open files/i;

/** Turns the last lines that a server wrote before it gave up into an error that says what to do. */
export function startFailure(log: readonly string[], at: { cluster: string; port: number }): DatabaseError {
  const text = log.join('\n');
  const lastWords = log
    .filter((line) => /FATAL|PANIC|ERROR|HINT|DETAIL/.test(line))
    .slice(-4)
    .join('\n');
  if (/lock file ".*postmaster.pid" already exists|pre-existing shared memory block/.test(text)) {
    return dataDirectoryInUse(at.cluster);
  }
  if (/could not bind|could not create any TCP\/IP sockets/.test(text)) {
    return new DatabaseError(
      'DATABASE_PORT_IN_USE',
      `Port ${String(at.port)} of 127.0.0.1 is in use, so the database cannot listen there. Name another one, or 0.`,
    );
  }
  if (OUTSIDE_THE_DATA.test(text)) {
    return new DatabaseError('EMBEDDED_DATABASE_FAILED', `PostgreSQL did not start:\n${text.slice(-2_000)}`);
  }
  return new DatabaseError(
    'DATA_DIRECTORY_DAMAGED',
    `PostgreSQL cannot start on the data in ${at.cluster}; it is probably damaged.\n` +
      `${lastWords === '' ? text.slice(-1_000) : lastWords}\n${START_AFRESH}`,
  );
}

/** The error for a cluster on which another server runs. */
export function dataDirectoryInUse(cluster: string, pid?: number): DatabaseError {
  const who = pid === undefined ? 'Another PostgreSQL' : `Another PostgreSQL (process ${String(pid)})`;
  return new DatabaseError(
    'DATA_DIRECTORY_IN_USE',
    `${who} runs on the data in ${cluster}: the system is started already. Stop that one first.`,
  );
}
