// The demo's website: a shop of its own origin, and behind its panel the telephone.
import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import path from 'node:path';
import express, { type Express, type Response } from 'express';
import { z } from 'zod';
import type { PbxSimulator } from '../adapters/asterisk/simulator/pbx-simulator.ts';

export interface DemoShopOptions {
  /** Folder with index.html and what it needs. */
  readonly folder: string;
  readonly port: number;
  readonly snippetUrl: string;
  readonly monitorUrl: string;
  readonly pbx: PbxSimulator;
}

const CallSchema = z.object({
  did: z.string().regex(/^\+?\d{5,15}$/),
  scenario: z.enum(['answered', 'gave-up', 'missed', 'busy']).default('answered'),
  caller: z
    .string()
    .regex(/^\+?\d{3,15}$/)
    .default('+79161234567'),
});

/** How long the phone rings before what the scenario says happens, ms. */
const RING_FOR = { answered: 6_000, 'gave-up': 5_000, missed: 12_000, busy: 2_000 };
const TALK_FOR = 20_000;

export class DemoShop {
  readonly #options: DemoShopOptions;
  #server: Server | null = null;

  constructor(options: DemoShopOptions) {
    this.#options = options;
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server = this.#app().listen(this.#options.port, '127.0.0.1', (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  stop(): Promise<void> {
    return new Promise((resolve) => {
      this.#server?.closeAllConnections();
      if (this.#server) this.#server.close(() => resolve());
      else resolve();
    });
  }

  #app(): Express {
    const app = express();
    app.disable('x-powered-by');
    app.get(['/', '/index.html'], (_request, response) => this.#page(response, 'index.html'));
    app.post('/demo/call', express.json({ limit: '4kb' }), (request, response) => {
      const call = CallSchema.safeParse(request.body);
      if (!call.success) {
        response.status(422).json({ error: z.prettifyError(call.error) });
        return;
      }
      const { did, scenario, caller } = call.data;
      const id = this.#options.pbx.placeCall({
        caller,
        did: did.replace(/^\+/, ''),
        outcome: scenario,
        answerAfterMs: RING_FOR[scenario],
        talkMs: TALK_FOR,
      });
      response.status(202).json({ id });
    });
    app.use(express.static(this.#options.folder, { index: false }));
    return app;
  }

  #page(response: Response, name: string): void {
    const { folder, snippetUrl, monitorUrl } = this.#options;
    const page = readFileSync(path.join(folder, name), 'utf8')
      .replaceAll('{{snippet_url}}', snippetUrl)
      .replaceAll('{{monitor_url}}', monitorUrl);
    response.type('html').set('Cache-Control', 'no-store').send(page);
  }
}
