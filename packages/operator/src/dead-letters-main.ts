// npm run dead-letters [-- list | redrive ID… | discard ID… | redrive --all [--queue NAME]]. Exits with 1 when something was not done.
import { deadLetters } from './dead-letters.js';
import { readDeadLettersArguments } from './dead-letters-arguments.js';

try {
  const command = readDeadLettersArguments(process.argv.slice(2), process.env);
  const done = await deadLetters(command, (line) => {
    console.log(line);
  });
  process.exitCode = done ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
