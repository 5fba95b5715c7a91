// Every way a call can go that the system tests place on a real Asterisk: the rows of docs/call-flows.md.
import type { Flow } from './call-flow.ts';
import { answeringFlows } from './flows-answering.ts';
import { numberFlows } from './flows-numbers.ts';
import { passingOnFlows } from './flows-passing-on.ts';

export const callFlows: readonly Flow[] = [...answeringFlows, ...passingOnFlows, ...numberFlows];
