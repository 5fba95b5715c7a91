// Erlang's loss formula: how often visitors find every number taken, and how many numbers keep that rare.

/**
 * Share of arrivals that find all `servers` taken, when `offered` erlangs arrive at random (arrivals an hour times mean
 * hold in hours) and whoever finds none goes without: B(A, N) = (A^N / N!) / sum over k of (A^k / k!).
 *
 * A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
 * exchanges", 1917; the formula behind the tables of ITU-T E.520. By the recursion B(n) = A B(n-1) / (n + A B(n-1)),
 * which neither overflows nor cancels. Holds for any distribution of holds with that mean, if arrivals are Poisson.
 */
export function erlangB(offered: number, servers: number): number {
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (offered * blocked) / (n + offered * blocked);
  return offered <= 0 && servers > 0 ? 0 : blocked;
}

/**
 * The fewest servers that block at most the share `blocking` (above 0) of the arrivals. O(answer).
 */
export function serversFor(offered: number, blocking: number): number {
  let servers = 0;
  let blocked = 1;
  while (blocked > blocking) {
    servers += 1;
    blocked = (offered * blocked) / (servers + offered * blocked);
  }
  return servers;
}
