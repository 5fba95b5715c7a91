// Writes small databases in MaxMind's format (MaxMind DB file format specification 2.0), for the geoip tests.

export type MmdbValue = string | number | readonly MmdbValue[] | { readonly [key: string]: MmdbValue };

export interface MmdbOptions {
  readonly databaseType: string;
  /** 6 holds both families, IPv4 below ::/96. */
  readonly ipVersion: 4 | 6;
  /** Bits of a pointer in the search tree. */
  readonly recordSize?: 24 | 28;
  /** Record by network: `192.0.2.0/24`, `2001:db8::/32`. */
  readonly networks: Readonly<Record<string, MmdbValue>>;
}

/** A branch, an index into the data, or nothing. */
type Slot = Node | number | null;
type Node = [Slot, Slot];

const TYPE = { double: 3, uint32: 6, map: 7, array: 11, string: 2 } as const;
const METADATA_MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');

export function writeMmdb({ databaseType, ipVersion, recordSize = 28, networks }: MmdbOptions): Buffer {
  const root: Node = [null, null];
  const data: Buffer[] = [];
  let dataSize = 0;
  for (const [network, record] of Object.entries(networks)) {
    insert(root, bitsOf(network, ipVersion), dataSize);
    const encoded = encode(record);
    data.push(encoded);
    dataSize += encoded.length;
  }
  const nodes = number(root);
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_768_478_400,
    database_type: databaseType,
    description: { en: 'test' },
    ip_version: ipVersion,
    languages: ['en'],
    node_count: nodes.length,
    record_size: recordSize,
  });
  return Buffer.concat([writeTree(nodes, recordSize), Buffer.alloc(16), ...data, METADATA_MARKER, metadata]);
}

function insert(root: Node, bits: readonly (0 | 1)[], record: number): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const next = node[bit];
    if (next !== null && typeof next !== 'number') {
      node = next;
      continue;
    }
    // Splitting a wider network keeps its record on both sides.
    const branch: Node = [next, next];
    node[bit] = branch;
    node = branch;
  }
  node[bits[bits.length - 1] ?? 0] = record;
}

function bitsOf(network: string, ipVersion: 4 | 6): (0 | 1)[] {
  const [address = '', length = '0'] = network.split('/');
  const isIpv6 = address.includes(':');
  const bytes = isIpv6 ? ipv6Bytes(address) : address.split('.').map(Number);
  const padding = !isIpv6 && ipVersion === 6 ? 96 : 0;
  const bits = bytes
    .flatMap((byte) => [...byte.toString(2).padStart(8, '0')])
    .map((bit) => (bit === '1' ? 1 : 0));
  return [...new Array<0>(padding).fill(0), ...bits.slice(0, Number(length))];
}

function ipv6Bytes(address: string): number[] {
  const [left = [], right = []] = address.split('::').map((side) =>
    side
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  const middle = new Array<number>(8 - left.length - right.length).fill(0);
  return [...left, ...middle, ...right].flatMap((group) => [group >> 8, group & 255]);
}

function number(root: Node): Node[] {
  const nodes: Node[] = [root];
  for (const node of nodes) {
    for (const slot of node) if (slot !== null && typeof slot !== 'number') nodes.push(slot);
  }
  return nodes;
}

function writeTree(nodes: readonly Node[], recordSize: 24 | 28): Buffer {
  const index = new Map(nodes.map((node, at) => [node, at]));
  const pointer = (slot: Slot): number => {
    if (slot === null) return nodes.length;
    return typeof slot === 'number' ? nodes.length + 16 + slot : (index.get(slot) ?? 0);
  };
  const bytes = recordSize / 4;
  const tree = Buffer.alloc(nodes.length * bytes);
  nodes.forEach(([left, right], at) => {
    const [l, r] = [pointer(left), pointer(right)];
    tree.writeUIntBE(l & 0xffffff, at * bytes, 3);
    tree.writeUIntBE(r & 0xffffff, at * bytes + bytes - 3, 3);
    if (recordSize === 28) tree.writeUInt8(((l >>> 24) << 4) | (r >>> 24), at * bytes + 3);
  });
  return tree;
}

function encode(value: MmdbValue): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    return Buffer.concat([control(TYPE.string, text.length), text]);
  }
  if (typeof value === 'number') return encodeNumber(value);
  if (Array.isArray(value)) return Buffer.concat([control(TYPE.array, value.length), ...value.map(encode)]);
  const entries = Object.entries(value).flatMap(([name, item]) => [encode(name), encode(item)]);
  return Buffer.concat([control(TYPE.map, entries.length / 2), ...entries]);
}

function encodeNumber(value: number): Buffer {
  if (Number.isInteger(value) && value >= 0) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPE.uint32, 4), bytes]);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return Buffer.concat([control(TYPE.double, 8), bytes]);
}

/** Type and size; types above 7 go into a second byte. */
function control(type: number, size: number): Buffer {
  if (size >= 285) throw new Error('The test writer knows values of up to 284 bytes');
  const [sizeBits, more] = size < 29 ? [size, []] : [29, [size - 29]];
  return type <= 7
    ? Buffer.from([(type << 5) | sizeBits, ...more])
    : Buffer.from([sizeBits, type - 7, ...more]);
}
