// The configuration files of a test Asterisk: a trunk, a few agents, and as little else as calls need.
export interface AsteriskFilesOptions {
  /** UDP port of the trunk and the agents, on 127.0.0.1. */
  sipPort: number;
  amiPort: number;
  /** ARI and its WebSocket. */
  httpPort: number;
  /** Agent name -> UDP port of its phone on 127.0.0.1. */
  agents: Readonly<Record<string, number>>;
  amiUser: { username: string; secret: string; read: string; write: string };
  ariUser: { username: string; password: string };
  /** The whole of extensions.conf. */
  dialplan: string;
  trunkContext: string;
  /** Where the bed lies as seen from inside the root. */
  bedInside: string;
}

/** File name -> text. */
export function asteriskFiles(options: AsteriskFilesOptions): Record<string, string> {
  return {
    'asterisk.conf': asteriskConf(options.bedInside),
    'modules.conf': modulesConf(),
    'logger.conf': '[general]\n[logfiles]\nmessages.log => notice,warning,error,verbose\n',
    'manager.conf': managerConf(options),
    'http.conf': `[general]\nenabled = yes\nbindaddr = 127.0.0.1\nbindport = ${options.httpPort}\n`,
    'ari.conf': ariConf(options),
    'pjsip.conf': pjsipConf(options),
    'extensions.conf': options.dialplan,
    'cdr.conf': '[general]\nenable = yes\nunanswered = yes\n\n[csv]\nusegmtime = yes\nloguniqueid = yes\n',
    'cdr_manager.conf': '[general]\nenabled = yes\n',
    // RTP is never checked; a range of its own keeps a bed off the machine's other media ports.
    'rtp.conf': '[general]\nrtpstart = 20000\nrtpend = 29999\n',
    'queues.conf': '[general]\n',
    'features.conf': '[general]\n',
    'musiconhold.conf': '[default]\nmode = files\ndirectory = moh\n',
  };
}

/** Every DID rings agent1 for `ringS` seconds, then the call ends with the reason Dial gave. */
export function defaultDialplan(trunkContext = 'from-trunk', ringS = 20): string {
  return [
    `[${trunkContext}]`,
    `exten => _[+0-9].,1,Dial(PJSIP/agent1,${ringS})`,
    // Busy and Congestion tell the trunk why; without them the caller would always hear the same refusal.
    ' same => n,GotoIf($["${DIALSTATUS}" = "BUSY"]?busy)',
    ' same => n,Hangup()',
    ' same => n(busy),Busy(1)',
    '',
  ].join('\n');
}

function asteriskConf(bed: string): string {
  return `[directories]
astetcdir => ${bed}/etc
astvarlibdir => ${bed}/lib
astdbdir => ${bed}/lib
astkeydir => ${bed}/lib
astspooldir => ${bed}/spool
astrundir => ${bed}/run
astlogdir => ${bed}/log
astdatadir => /usr/share/asterisk
astagidir => ${bed}/lib

[options]
verbose = 3
nocolor = yes
`;
}

/** Left out: what opens ports of its own (several beds run side by side) or waits for a database. */
function modulesConf(): string {
  const unwanted = [
    'chan_sip chan_iax2 chan_unistim chan_skinny chan_mgcp chan_motif chan_console pbx_dundi pbx_ael pbx_lua',
    'res_odbc res_odbc_transaction res_config_odbc func_odbc cdr_odbc cdr_adaptive_odbc cel_odbc app_voicemail_odbc',
    'res_config_pgsql cdr_pgsql cel_pgsql res_config_ldap res_config_curl cdr_tds cel_tds cdr_radius cel_radius',
    'res_snmp res_xmpp res_hep res_hep_pjsip res_hep_rtcp res_phoneprov res_pjsip_phoneprov_provider res_smdi',
    'res_calendar res_calendar_caldav res_calendar_ews res_calendar_exchange res_calendar_icalendar res_adsi',
    'app_adsiprog app_jack app_festival app_minivm res_prometheus res_statsd res_stun_monitor res_speech_aeap',
    'cdr_sqlite3_custom cel_sqlite3_custom cdr_custom cel_custom cel_manager res_config_sqlite3',
  ].flatMap((line) => line.split(' '));
  return `[modules]\nautoload = yes\n${unwanted.map((name) => `noload = ${name}.so\n`).join('')}`;
}

function managerConf({ amiPort, amiUser }: AsteriskFilesOptions): string {
  return `[general]
enabled = yes
port = ${amiPort}
bindaddr = 127.0.0.1
displayconnects = no
allowmultiplelogin = yes
channelvars = CALLERID(rdnis)

[${amiUser.username}]
secret = ${amiUser.secret}
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1/255.255.255.255
read = ${amiUser.read}
write = ${amiUser.write}
writetimeout = 5000
`;
}

function ariConf({ ariUser }: AsteriskFilesOptions): string {
  return `[general]
enabled = yes
channelvars = CHANNEL(linkedid),CALLERID(dnid),FROM_DID

[${ariUser.username}]
type = user
read_only = no
password = ${ariUser.password}
`;
}

function pjsipConf({ sipPort, agents, trunkContext }: AsteriskFilesOptions): string {
  // direct_media off: Asterisk would re-INVITE the two SIPp ends, whose scenarios expect no such thing.
  const endpoint =
    'type = endpoint\ntransport = udp\ndisallow = all\nallow = ulaw\ndirect_media = no\ndtmf_mode = info\n';
  const head = `[global]
type = global
; A phone calls in by its name; every other From comes from the trunk.
endpoint_identifier_order = username,ip

[udp]
type = transport
protocol = udp
bind = 127.0.0.1:${sipPort}

[trunk]
${endpoint}context = ${trunkContext}

[trunk]
type = identify
endpoint = trunk
match = 127.0.0.1
`;
  const agent = ([name, port]: [string, number]) => `
[${name}]
${endpoint}context = agents
aors = ${name}

[${name}]
type = aor
contact = sip:${name}@127.0.0.1:${port}
`;
  return head + Object.entries(agents).map(agent).join('');
}
