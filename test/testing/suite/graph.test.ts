import { describe, expect, it } from 'vitest';
import { adjacency, Components, Heap } from '../../../src/testing/suite/graph.ts';
import { randomFrom } from '../../../src/testing/suite/randomPaths.ts';
import { numbers } from '../tables.ts';

describe('a heap', () => {
  it.each([0, 1, 15, 16, 17, 40, 1000])('gives %i nodes back by distance, however few it was made for', (count) => {
    const random = randomFrom(count);
    const keys = numbers(count).map(() => Math.floor(random() * count));
    const heap = new Heap(0);
    for (const [node, key] of keys.entries()) heap.push(node, key);
    const popped = numbers(count).map(() => heap.pop());
    expect(popped.map((node) => keys[node])).toEqual(keys.toSorted((a, b) => a - b));
    expect(popped.toSorted((a, b) => a - b)).toEqual(numbers(count));
    expect(heap.pop()).toBe(-1);
  });

  it('may be filled and emptied by turns, and cleared', () => {
    const heap = new Heap(100);
    heap.push(1, 5);
    heap.push(2, 3);
    expect(heap.pop()).toBe(2);
    heap.push(3, 4);
    heap.push(1, 1);
    expect([heap.pop(), heap.pop()]).toEqual([1, 3]);
    heap.clear();
    expect(heap.pop()).toBe(-1);
  });
});

describe('the edges of a node', () => {
  it('are in the order of their numbers', () => {
    const { start, edges } = adjacency(4, [2, 0, 2, 3, 0]);
    expect([...start]).toEqual([0, 2, 2, 4, 5]);
    expect([...edges]).toEqual([1, 4, 0, 2, 3]);
  });
});

describe('components', () => {
  it('are of those that were joined, directly or by others', () => {
    const components = new Components(6);
    expect(numbers(6).map((node) => components.of(node))).toEqual(numbers(6));
    for (const [a, b] of [
      [0, 1],
      [2, 3],
      [1, 3],
      [5, 5],
    ] as const) {
      components.join(a, b);
    }
    const [zero, one, two, three, four, five] = numbers(6).map((node) => components.of(node));
    expect([one, two, three]).toEqual([zero, zero, zero]);
    expect(new Set([zero, four, five]).size).toBe(3);
  });
});
