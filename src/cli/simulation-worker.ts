// A thread of `leaseline simulate --jobs N`: plays one job after the other.
import { parentPort, workerData } from 'node:worker_threads';
import type { Job } from '../simulation/compare.ts';
import { player, type World } from './simulation-player.ts';

const play = player(workerData as World);
parentPort?.on('message', (job: Job) => parentPort?.postMessage(play(job)));
