// Asks ARI two questions over plain HTTP: who are you, and which applications are registered.
import { z } from 'zod';
import type { AriSurvey } from '../../../core/ari-survey.ts';

const ANSWER_MS = 5_000;
const InfoSchema = z.object({ system: z.object({ version: z.string() }).optional() });
const AppsSchema = z.array(z.object({ name: z.string() }));

export interface AriAccess {
  /** The box's HTTP server, without `/ari`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** Never throws. */
export async function surveyAri(access: AriAccess): Promise<AriSurvey> {
  try {
    const info = await ask(access, 'asterisk/info?only=system');
    if (info.status === 401 || info.status === 403) {
      return { kind: 'unauthorized', message: `HTTP ${info.status}` };
    }
    if (!info.ok) return { kind: 'absent', message: `HTTP ${info.status}` };
    const { system } = InfoSchema.parse(await info.json());
    const apps = AppsSchema.parse(await (await ask(access, 'applications')).json());
    return { kind: 'answers', version: system?.version ?? null, apps: apps.map(({ name }) => name) };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return { kind: 'absent', message: 'its answer is not that of ARI' };
    }
    return { kind: 'unreachable', message: reasonOf(error) };
  }
}

function ask({ url, username, password }: AriAccess, path: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const signal = AbortSignal.timeout(ANSWER_MS);
  return fetch(`${url}/ari/${path}`, { headers: { authorization }, signal, redirect: 'error' });
}

/** fetch() hides the system's reason in `cause`. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error)
    return cause.message !== '' ? cause.message : String('code' in cause ? cause.code : cause);
  return error instanceof Error ? error.message : String(error);
}
