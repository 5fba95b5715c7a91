// A configuration for `leaseline check --live`: one box, one pool, one site.

export interface LiveYamlOptions {
  readonly port: number;
  readonly username?: string;
  readonly secret?: string;
  readonly contexts?: string;
  /** More lines of the box. */
  readonly box?: string;
  /** Of the pool, in quotes. */
  readonly numbers: string;
  readonly overflow: string;
}

export function liveYaml({
  port,
  username = 'leaseline',
  secret = 'rig-secret',
  contexts = 'from-trunk',
  box = '',
  numbers,
  overflow,
}: LiveYamlOptions): string {
  return `country: RU
storage: { path: ./data/leaseline.db }
asterisk:
  - name: office
    ami: { port: ${port}, username: ${username}, secret: "${secret}" }
    trunk_contexts: [${contexts}]
${box}
pools: [{ id: moscow, numbers: [${numbers}], overflow: "${overflow}" }]
sites: [{ id: shop, origins: ["https://shop.example.ru"], replace: ["+74951112233"], pools: [moscow] }]
users: [{ name: script, role: operator, token: 0123456789abcdef0123456789abcdef }]
`;
}
