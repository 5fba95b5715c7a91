// Why a connection to Asterisk's manager port failed or ended.

/**
 * `unreachable`: no TCP connection. `refused`: wrong user, secret or address. `denied`: the user lacks a privilege.
 * `silent`: nothing answers (half-open TCP, a hung Asterisk). `garbled`: what came was not AMI. `closed`: Asterisk hung
 * up. `unsafe`: an action that must not be sent. `stopped`: we hung up.
 */
export type AmiFaultKind =
  | 'unreachable'
  | 'refused'
  | 'denied'
  | 'silent'
  | 'garbled'
  | 'closed'
  | 'unsafe'
  | 'stopped';

export class AmiFault extends Error {
  override readonly name = 'AmiFault';
  readonly kind: AmiFaultKind;

  constructor(kind: AmiFaultKind, message: string) {
    super(message);
    this.kind = kind;
  }

  /** Trying again soon cannot help: a person has to change manager.conf or our configuration. */
  get needsPerson(): boolean {
    return this.kind === 'refused' || this.kind === 'denied' || this.kind === 'unsafe';
  }

  static of(error: unknown): AmiFault {
    return error instanceof AmiFault ? error : new AmiFault('garbled', String(error));
  }
}
