// The lists behind every queue of the pool: in order, whatever is put in and taken out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NodeLists } from '../../src/core/node-lists.ts';

/** What a list holds, told by emptying it. */
function drain(lists: NodeLists, list: number): number[] {
  const found: number[] = [];
  for (let node = lists.first(list); node !== null; node = lists.first(list)) {
    found.push(node);
    lists.leave(node);
  }
  return found;
}

describe('NodeLists', () => {
  it('keeps the order of times, and of coming among equals', () => {
    const lists = new NodeLists();
    const list = lists.newList();
    const [a, b, c] = [lists.newNode(), lists.newNode(), lists.newNode()];
    lists.put(list, b, 2);
    lists.put(list, c, 2);
    lists.put(list, a, 1);
    expect(drain(lists, list)).toEqual([a, b, c]);
  });

  it('holds a node once: putting it again moves it, also out of another list', () => {
    const lists = new NodeLists();
    const [one, two] = [lists.newList(), lists.newList()];
    const [a, b] = [lists.newNode(), lists.newNode()];
    lists.put(one, a, 1);
    lists.put(one, b, 2);
    lists.put(one, a, 3);
    expect(lists.first(one)).toBe(b);
    lists.put(two, a, 0);
    expect([drain(lists, one), drain(lists, two)]).toEqual([[b], [a]]);
    lists.leave(a);
    expect([lists.first(one), lists.first(two)]).toEqual([null, null]);
  });

  it('is a sorted array, after any steps', () => {
    const step = fc.record({ which: fc.nat(99), at: fc.nat(20), put: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const lists = new NodeLists();
        const list = lists.newList();
        const nodes = Array.from({ length: 100 }, () => lists.newNode());
        let naive: { node: number; at: number }[] = [];
        for (const { which, at, put } of steps) {
          const node = nodes[which] as number;
          // Where it is at that time already it keeps its place among equals.
          const stays = put && naive.some((each) => each.node === node && each.at === at);
          if (put) lists.put(list, node, at);
          else lists.leave(node);
          if (stays) continue;
          naive = naive.filter((each) => each.node !== node);
          if (put) naive = [...naive, { node, at }].sort((a, b) => a.at - b.at);
          expect(lists.first(list)).toBe(naive[0]?.node ?? null);
        }
        expect(drain(lists, list)).toEqual(naive.map((each) => each.node));
      }),
    );
  });
});
