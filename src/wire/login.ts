// Logging in to the monitor.
import { z } from 'zod';
import type { OperatorRole } from '../core/operator-role.ts';

/** `POST /v1/login` */
export const LoginRequestSchema = z.object({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1000),
});
export type LoginRequest = z.infer<typeof LoginRequestSchema>;

/** `GET /v1/me`, and the answer of `POST /v1/login`. */
export interface Me {
  name: string;
  role: OperatorRole;
  /** Whether log-in asks for the code of an authenticator app. */
  totp?: boolean;
  /** Written in the YAML: the password is changed there. */
  from_config?: boolean;
}
