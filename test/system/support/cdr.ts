// Asterisk's own call detail records, as cdr_csv writes them.
export interface Cdr {
  src: string;
  dst: string;
  context: string;
  channel: string;
  destinationChannel: string;
  lastApp: string;
  duration: number;
  billsec: number;
  disposition: string;
  uniqueid: string;
}

/** cdr_csv quotes strings and leaves numbers bare; no field of ours holds a quote. */
export function parseCdr(line: string): Cdr {
  const fields = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((match) => match[1] ?? '');
  const text = (index: number) => (fields[index] ?? '').replace(/^"|"$/g, '').replaceAll('""', '"');
  return {
    src: text(1),
    dst: text(2),
    context: text(3),
    channel: text(5),
    destinationChannel: text(6),
    lastApp: text(7),
    duration: Number(text(12)),
    billsec: Number(text(13)),
    disposition: text(14),
    uniqueid: text(16),
  };
}
