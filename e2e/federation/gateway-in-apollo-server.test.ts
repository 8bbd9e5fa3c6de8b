import { BEHAVIOURS } from './behaviours.js';
import { apolloServerRunner } from './harness/apollo-server-runner.js';
import { describeBehaviour } from './harness/describe-behaviour.js';

for (const behaviour of BEHAVIOURS) describeBehaviour(behaviour, apolloServerRunner);
