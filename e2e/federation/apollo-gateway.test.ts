import { BEHAVIOURS } from './behaviours.js';
import { apolloGatewayRunner } from './harness/apollo-gateway-runner.js';
import { describeBehaviour } from './harness/describe-behaviour.js';

for (const behaviour of BEHAVIOURS) describeBehaviour(behaviour, apolloGatewayRunner);
