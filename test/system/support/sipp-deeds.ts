// What a phone does in the middle of a conversation, as lines of a SIPp scenario.

/**
 * One thing after another: a pause, keys pressed (SIP INFO, one every 200 ms), the other side put on hold or taken back,
 * or sent on to a number by the phone's own transfer key (REFER, RFC 3515).
 */
export type Deed = { pauseMs: number } | { keys: string } | { hold: boolean } | { referTo: string };

const BETWEEN_KEYS_MS = 200;
/** Past the INVITE's, and below that of the BYE (99) in both scenarios. */
const FIRST_CSEQ = 10;

/** @param sides the From and To of a request by this side. */
export function deedsXml(deeds: readonly Deed[], sides: string): string {
  let cseq = FIRST_CSEQ;
  const lines = deeds.flatMap((deed) => {
    if ('pauseMs' in deed) return [`<pause milliseconds="${deed.pauseMs}"/>`];
    if ('referTo' in deed) return [referred(sides, cseq++, deed.referTo)];
    if ('hold' in deed) return [reInvite(sides, cseq++, deed.hold)];
    return [...deed.keys].map((key) => pressed(sides, cseq++, key));
  });
  return lines.join('\n');
}

function pressed(sides: string, cseq: number, key: string): string {
  const body = `Signal=${key}\n      Duration=160`;
  const info = request('INFO', sides, cseq, 'application/dtmf-relay', body);
  return `<pause milliseconds="${BETWEEN_KEYS_MS}"/>${info}<recv response="200"/>`;
}

function referred(sides: string, cseq: number, number: string): string {
  const header = `Refer-To: <sip:${number}@127.0.0.1>`;
  return `${request('REFER', `${sides}\n      ${header}`, cseq, null, '')}<recv response="202"/>`;
}

function reInvite(sides: string, cseq: number, hold: boolean): string {
  const body = [
    'v=0',
    'o=phone 1 2 IN IP[local_ip_type] [local_ip]',
    's=-',
    'c=IN IP[media_ip_type] [media_ip]',
    't=0 0',
    'm=audio [media_port] RTP/AVP 0',
    'a=rtpmap:0 PCMU/8000',
    `a=${hold ? 'sendonly' : 'sendrecv'}`,
  ].join('\n      ');
  const ack = request('ACK', sides, cseq, null, '');
  return `${request('INVITE', sides, cseq, 'application/sdp', body)}
  <recv response="100" optional="true"/><recv response="200"/>${ack}`;
}

function request(method: string, sides: string, cseq: number, type: string | null, body: string): string {
  const content = type === null ? 'Content-Length: 0' : `Content-Type: ${type}\n      Content-Length: [len]`;
  return `<send${method === 'ACK' ? '' : ' retrans="500"'}>
    <![CDATA[

      ${method} [next_url] SIP/2.0
      Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
      [routes]
      ${sides}
      Call-ID: [call_id]
      CSeq: ${cseq} ${method}
      Contact: <sip:phone@[local_ip]:[local_port]>
      Max-Forwards: 70
      ${content}

      ${body}
    ]]>
  </send>`;
}
