// Who took a call, without Asterisk's technology prefix.

/** `PJSIP/101` -> `101`; a queue member's name stays as it is. */
export function formatAgent(agent: string): string {
  return agent.replace(/^(?:PJSIP|SIP|IAX2|DAHDI|SCCP|Local)\//i, '').replace(/@.*$/, '');
}
