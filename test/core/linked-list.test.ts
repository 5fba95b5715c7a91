// The list behind every queue of the pool: in order, whatever is put in and taken out.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Link, LinkedList } from '../../src/core/linked-list.ts';

function items<Item>(list: LinkedList<Item>): Item[] {
  const found: Item[] = [];
  for (let link = list.first; link; link = link.next) found.push(link.item);
  return found;
}

describe('LinkedList', () => {
  it('keeps the order of times, and of coming among equals', () => {
    const list = new LinkedList<string>();
    for (const [item, at] of Object.entries({ b: 2, c: 2, a: 1, e: 9, d: 3 })) list.put(new Link(item), at);
    expect(items(list).join('')).toBe('abcde');
  });

  it('holds a link once: putting it again moves it, also out of another list', () => {
    const [one, two] = [new LinkedList<string>(), new LinkedList<string>()];
    const [a, b] = [new Link('a'), new Link('b')];
    one.put(a, 1);
    one.put(b, 2);
    one.put(a, 3);
    expect(items(one)).toEqual(['b', 'a']);
    two.put(a, 0);
    expect([items(one), items(two)]).toEqual([['b'], ['a']]);
    a.leave();
    a.leave();
    expect([two.first, a.list]).toEqual([null, null]);
  });

  it('is a sorted array, after any steps', () => {
    const step = fc.record({ which: fc.nat(9), at: fc.nat(20), put: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const list = new LinkedList<number>();
        const links = Array.from({ length: 10 }, (_, n) => new Link(n));
        let naive: { which: number; at: number }[] = [];
        for (const { which, at, put } of steps) {
          const link = links[which] as Link<number>;
          // Where it is at that time already it keeps its place among equals.
          if (put && naive.some((each) => each.which === which && each.at === at)) {
            list.put(link, at);
            continue;
          }
          naive = naive.filter((each) => each.which !== which);
          if (put) {
            list.put(link, at);
            naive = [...naive, { which, at }].sort((a, b) => a.at - b.at);
          } else link.leave();
          expect(items(list)).toEqual(naive.map((each) => each.which));
        }
      }),
    );
  });
});
