import { afterAll, beforeAll, describe } from 'vitest';
import type { TestStack } from '../harness/start-test-stack.js';
import { startTestStack } from '../harness/start-test-stack.js';
import { credentials } from './credentials-suite.js';
import { httpRequests } from './http-requests-suite.js';
import { unknownAndForeignIds } from './ids-suite.js';
import { validationRules } from './validation-rules-suite.js';

// Whatever is wrong with a request is told clearly, with a stable code. One system for all suites: starting it is what
// takes time.

let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack.stop());

// First of all: its key has to be there before the router asks for keys.
describe('credentials', () => {
  credentials(() => stack);
});
describe('validation rules', () => {
  validationRules(() => stack);
});
describe('ids', () => {
  unknownAndForeignIds(() => stack);
});
describe('HTTP requests', () => {
  httpRequests(() => stack);
});
