// Types of what the swap script offers a page's own scripts. Copy this file into your project; it needs nothing else.

/** A number that stands in place of a printed one. */
interface LeaselineNumber {
  /** The printed number, E.164: `+74951112233`. */
  readonly replace: string;
  /** The lent number, E.164. */
  readonly did: string;
  /** `8 (495) 123-00-01` */
  readonly national: string;
  /** `+7 495 123 00 01` */
  readonly international: string;
}

/** What the visitor is shown now. */
interface LeaselineLent {
  /** Empty: the page shows its own numbers. */
  readonly numbers: readonly LeaselineNumber[];
  /** What the visitor may read out on the phone; undefined while nothing is lent. */
  readonly visit_code: string | undefined;
}

/** Commands given before the script has loaded wait for it, if the page has the stub of docs/website.md. They then return nothing. */
interface Leaseline {
  /** Calls `work` once: as soon as it is known what the visitor is shown, at once when that is known already. */
  (command: 'ready', work: (lent: LeaselineLent) => void): void;
  /**
   * What is lent in place of a printed number; undefined while nothing is. Whoever asks shows it: a page that prints the
   * number nowhere is lent one, too.
   * @param name the number's `name` in the configuration, or the printed number in E.164; the first of `replace` if left out
   */
  (command: 'number', name?: string): LeaselineNumber | undefined;
  /** The visit's code, if there is one yet. */
  (command: 'visitCode'): string | undefined;
  /**
   * Reads `root` and watches it from now on: for closed shadow roots, which nobody else can see. The whole page again when
   * left out.
   */
  (command: 'swap', root?: Node): void;
  /**
   * How lent numbers are written in texts from now on, whatever the printed one looked like: a template with a `#` for each
   * digit (`+7 ### ###-##-##`: the last ten digits), or a function. Links that dial keep their form.
   */
  (command: 'format', format: string | ((number: LeaselineNumber) => string)): void;
  /** The site's own id of its user, for the call card. */
  (command: 'identify', user: string): void;
  /**
   * What the visitor allows. `full`: the number and ids are kept in this browser. `anonymous`: a number of their own, but nothing
   * is stored in the browser nor kept that tells them from others. `none`: the printed number.
   */
  (command: 'consent', level: 'full' | 'anonymous' | 'none'): void;
}

interface Window {
  leaseline: Leaseline;
}

interface DocumentEventMap {
  /** Something else is shown now, or the same has been confirmed. */
  'leaseline:number': CustomEvent<LeaselineLent>;
  /** The visitor taps, copies or looks long at a lent number. */
  'leaseline:intent': CustomEvent<LeaselineLent>;
}
