import { BEHAVIOURS } from './behaviours.js';
import { describeBehaviour } from './harness/describe-behaviour.js';
import { routerOverHttpRunner } from './harness/router-runner.js';

for (const behaviour of BEHAVIOURS) describeBehaviour(behaviour, routerOverHttpRunner);
