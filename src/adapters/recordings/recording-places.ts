// Finds the recording of a call: in the PBX's folder, or at the address the owner gave. A file's name comes from the PBX, so it may
// hold anything: nothing outside the folder is ever answered, and nothing that is not audio.
import { realpath, stat } from 'node:fs/promises';
import { basename, extname, resolve, sep } from 'node:path';
import { DAY } from '../../core/calendar-day.ts';
import type { Call } from '../../core/call.ts';
import { localTime } from '../../core/local-time.ts';
import type { Millis } from '../../core/millis.ts';
import type { RecordingPlace, Recordings } from '../../ports/recordings.ts';

export interface RecordingSource {
  readonly folder: string | null;
  readonly url: string | null;
  readonly username: string | null;
  readonly password: string;
}

export interface RecordingPlacesOptions {
  /** By the box's name in the configuration; boxes without recordings are not there. */
  readonly boxes: ReadonlyMap<string, RecordingSource>;
  /** In whose calendar the PBX names its folders: an IANA zone. */
  readonly timeZone: string;
}

/** What Asterisk and those who convert afterwards write; in this order when the file itself is gone. */
const AUDIO = ['.wav', '.mp3', '.ogg', '.opus', '.m4a', '.flac', '.gsm', '.wav49'];

export class RecordingPlaces implements Recordings {
  readonly #options: RecordingPlacesOptions;

  constructor(options: RecordingPlacesOptions) {
    this.#options = options;
  }

  async find(call: Call): Promise<RecordingPlace | null> {
    const source = this.#options.boxes.get(call.pbx);
    if (!source || call.recording === null) return null;
    if (source.folder !== null) return await this.#inFolder(source.folder, call.recording, call);
    return source.url === null ? null : this.#atAddress(source, source.url, call.recording, call);
  }

  async #inFolder(folder: string, recording: string, call: Call): Promise<RecordingPlace | null> {
    const root = await realpath(folder).catch(() => null);
    if (root === null) return null;
    const name = basename(recording);
    // The PBX's calendar may be another than the one we were told, and a call may last past midnight.
    const dated = [0, DAY, -DAY].map((shift) => {
      const { year, month, day } = this.#dateOf(call.startedAt + shift);
      return resolve(folder, year, month, day, name);
    });
    const stems = [resolve(folder, recording), ...dated, resolve(folder, name)];
    for (const stem of stems) {
      for (const path of spellings(stem)) {
        const found = await realpath(path).catch(() => null);
        // A link may lead out of the folder, `..` too.
        if (found === null || !found.startsWith(root + sep) || !isAudio(found)) continue;
        const file = await stat(found).catch(() => null);
        if (file?.isFile()) return { kind: 'file', path: found };
      }
    }
    return null;
  }

  #atAddress(
    { username, password }: RecordingSource,
    template: string,
    recording: string,
    call: Call,
  ): RecordingPlace | null {
    const file = basename(recording);
    if (!isAudio(file)) return null;
    const values: Record<string, string> = { file, ...this.#dateOf(call.startedAt) };
    const url = template.replace(/\{(\w+)\}/g, (whole, name: string) =>
      values[name] === undefined ? whole : encodeURIComponent(values[name]),
    );
    const basic = username === null ? null : Buffer.from(`${username}:${password}`).toString('base64');
    return { kind: 'remote', url, authorization: basic && `Basic ${basic}` };
  }

  #dateOf(at: Millis): { year: string; month: string; day: string } {
    const [year = '', month = '', day = ''] = localTime(at, this.#options.timeZone).date.split('-');
    return { year, month, day };
  }
}

/** The file itself; converted, it has another ending; some PBXs keep the name without any. */
function spellings(path: string): string[] {
  const bare = isAudio(path) ? path.slice(0, -extname(path).length) : path;
  return [...(isAudio(path) ? [path] : []), ...AUDIO.map((ending) => bare + ending)];
}

function isAudio(path: string): boolean {
  return AUDIO.includes(extname(path).toLowerCase());
}
