export { deadLetters } from './dead-letters.js';
export { type DeadLettersCommand, readDeadLettersArguments } from './dead-letters-arguments.js';
