// Telling programs that read pages from people's browsers.

export interface CrawlerDetector {
  /**
   * Whether an agent with this User-Agent is no visitor. A missing one (the empty text) proves nothing.
   * @param from `local`: it runs on this machine.
   */
  isCrawler(userAgent: string, from: { readonly local: boolean }): boolean;
}
