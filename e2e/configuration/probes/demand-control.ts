import { codeOf } from '../code-of.js';
import type { Probe, ProbedRouter } from '../probe.js';
