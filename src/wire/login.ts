// Logging in to the monitor.
import { z } from 'zod';
import type { OperatorRole } from '../core/operator-role.ts';

/** `POST /v1/login` */
export const LoginRequestSchema = z.object({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1000),
  /** Of an authenticator app, for accounts with one: asked for by `401 totp-required`. */
  code: z.string().max(20).optional(),
});
export type LoginRequest = z.infer<typeof LoginRequestSchema>;

/** `GET /v1/me`, and the answer of `POST /v1/login`. */
export interface Me {
  name: string;
  role: OperatorRole;
  /** Ids of the sites they are limited to; null for all. */
  sites: string[] | null;
  /** Whether they see callers' numbers whole. */
  caller_numbers: boolean;
  /** Whether log-in asks for the code of an authenticator app. */
  totp: boolean;
  /** Written in the YAML: the password is changed there. */
  from_config: boolean;
}
