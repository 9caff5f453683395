import { describe, expect, it } from 'vitest';
import { coverageOptions, layOut, layoutOf, type SvgOptions, svgOf } from '../../src/diagram/index.ts';
import { modelOf } from '../../src/diagram/model.ts';
import { exploreKit } from '../../src/kit/index.ts';
import { flexiti } from '../../src/machines/flexiti/index.ts';
import { flexitiKit } from '../../src/machines/flexiti/kit.ts';
import { flinksKit } from '../../src/machines/flinks/kit.ts';
import { coverPaths } from '../../src/testing/coverage/coverage.ts';
import { traceCoverage } from '../../src/testing/coverage/trace.ts';
import { generateSuite } from '../../src/testing/suite/suite.ts';
import { hostile, shipped } from './machines.ts';

/** An element of an SVG, as a reader of XML sees it. */
interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  readonly parent: Element | null;
  text: string;
}

/** Reads what an SVG may hold of XML, and throws at anything that is not well-formed. */
function read(svg: string): Element {
  const top: Element = { name: '', attributes: new Map(), children: [], parent: null, text: '' };
  let at = top;
  const token = /<\/(\w+)>|<(\w+)((?: [\w:-]+="[^"<]*")*)(\/?)>|([^<]+)/gy;
  for (let match = token.exec(svg); match !== null; match = token.exec(svg)) {
    const [, closed, opened, attributes = '', isEmpty, text] = match;
    if (closed !== undefined) {
      if (closed !== at.name || at.parent === null) throw new Error(`</${closed}> closes ${at.name}`);
      at = at.parent;
    } else if (opened !== undefined) {
      const pairs = [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(
        ([, name = '', value = '']) => [name, plain(value)] as const,
      );
      const element: Element = { name: opened, attributes: new Map(pairs), children: [], parent: at, text: '' };
      if (element.attributes.size !== pairs.length) throw new Error(`an attribute of ${opened} is there twice`);
      at.children.push(element);
      if (isEmpty === '') at = element;
    } else at.text += plain(text ?? '');
    if (token.lastIndex === svg.length) break;
  }
  if (at !== top || top.children.length !== 1) throw new Error('it is no one element');
  return top.children[0] as Element;
}

function plain(text: string): string {
  if (/&(?!(amp|lt|gt|quot|#39);)/.test(text)) throw new Error(`a bare ampersand: ${text}`);
  const marks: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(.*?);/g, (_all, name: string) => marks[name] ?? '');
}

function allIn(element: Element): Element[] {
  return [element, ...element.children.flatMap(allIn)];
}

function having(svg: string, attribute: string): Element[] {
  return allIn(read(svg)).filter(({ attributes }) => attributes.has(attribute));
}

const valuesOf = (svg: string, attribute: string) =>
  having(svg, attribute).map(({ attributes }) => attributes.get(attribute));

/** The values of an attribute, by the state or transition that has it. */
function marked(svg: string, attribute: string): Record<string, string> {
  const named = having(svg, attribute).map(({ attributes }) => [
    attributes.get('data-state') ?? attributes.get('data-transition'),
    attributes.get(attribute),
  ]);
  return Object.fromEntries(named.filter(([name]) => name !== undefined));
}

describe.each(shipped)('the drawing of %s', (_, kit) => {
  const { provider } = kit;
  const svg = svgOf(layoutOf(kit));
  const { states, transitions } = modelOf(provider.machine, provider);

  it('has each state once and each transition at least once', () => {
    expect(valuesOf(svg, 'data-state').sort()).toEqual(states.map(({ path }) => path).sort());
    expect([...new Set(valuesOf(svg, 'data-transition'))].sort()).toEqual(transitions.map(({ id }) => id).sort());
  });

  it('draws the evidence of each arrow', () => {
    const arrows = having(svg, 'data-to');
    for (const { attributes } of arrows)
      expect(['documented', 'observed', 'inferred']).toContain(attributes.get('data-evidence'));
    expect(svg).toContain('[data-evidence=inferred]>.line{stroke-dasharray');
  });

  it('tells people and readers of screens what it is', () => {
    const root = read(svg);
    expect(root.attributes.get('role')).toBe('img');
    expect(root.children.slice(0, 2).map(({ name }) => name)).toEqual(['title', 'desc']);
    expect(root.children[0]?.text).toBe(provider.title);
    expect(root.children[1]?.text).toMatch(
      /^A statechart of \d+ states and \d+ arrows\. It begins in \w+\. It ends in /,
    );
  });

  it('stands alone, and runs nothing', () => {
    const names = new Set(allIn(read(svg)).map(({ name }) => name));
    for (const name of ['script', 'image', 'use', 'foreignObject', 'a']) expect(names).not.toContain(name);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|@import|href/);
    const rules = allIn(read(svg)).find(({ name }) => name === 'style')?.text ?? '';
    const used = new Set([...rules.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name));
    for (const name of used) expect(rules, `${name} is its own`).toContain(`${name}:#`);
  });
});

describe('a drawing', () => {
  it('keeps text as text, whatever it holds', async () => {
    const svg = svgOf(await layOut(hostile));
    const root = read(svg);
    expect(root.children[0]?.text).toBe(hostile.id);
    expect(valuesOf(svg, 'data-state')).toEqual(['', 'a<b>&"\'', 'b']);
    expect(
      allIn(root)
        .flatMap(({ attributes }) => [...attributes.keys()])
        .filter((name) => name.startsWith('on')),
    ).toEqual([]);
    expect(svg).toContain(']]&gt; &lt;/title&gt; \ufffd \ufffd');
  });

  it('styles nothing else on a page that holds it', () => {
    const svg = svgOf(layoutOf(flexitiKit));
    const rules = allIn(read(svg)).find(({ name }) => name === 'style')?.text ?? '';
    const selectors = [...rules.replace(/@media[^{]*/g, '').matchAll(/([^{}]+)\{/g)].flatMap(([, list = '']) =>
      list.split(','),
    );
    expect(selectors.length).toBeGreaterThan(20);
    for (const selector of selectors) if (selector.trim() !== '') expect(selector).toContain('.statechart');
  });

  it('is light or dark as its reader prefers, or as it is told', () => {
    const themed = (theme?: 'light' | 'dark') =>
      read(svgOf(layoutOf(flexitiKit), theme && { theme })).attributes.get('data-theme');
    expect([themed(), themed('light'), themed('dark')]).toEqual([undefined, 'light', 'dark']);
    expect(svgOf(layoutOf(flexitiKit))).toContain('@media(prefers-color-scheme:dark)');
  });

  it('is the same each time', () => {
    expect(svgOf(layoutOf(flinksKit))).toBe(svgOf(layoutOf(flinksKit)));
  });
});

describe('what is shown on a drawing', () => {
  const show = (options: SvgOptions) => svgOf(layoutOf(flexitiKit), options);

  it('is where the widget is, with the states around it', () => {
    expect(marked(show({ active: ['open.running'] }), 'data-active')).toEqual({ 'open.running': '', open: '' });
  });

  it('is what could come next, and what has been', () => {
    const svg = show({ possible: ['flexiti.open flx-cancel'], taken: ['flexiti.open flx-failure', 'open.failed'] });
    expect(marked(svg, 'data-possible')).toEqual({ 'flexiti.open flx-cancel': '' });
    expect(marked(svg, 'data-taken')).toEqual({ 'flexiti.open flx-failure': '' });
    expect(marked(svg, 'data-visited')).toEqual({ 'open.failed': '' });
  });

  it('can be set and removed on a page: without the options the same drawing lacks the attributes alone', () => {
    const lit = show({ active: ['open.failed'], possible: ['flexiti.open flx-cancel'], taken: ['open.running'] });
    expect(lit.replace(/ data-(active|possible|visited)=""/g, '')).toBe(show({}));
  });

  it('is coverage, of a report', () => {
    const exploration = exploreKit(flexitiKit);
    const { paths } = generateSuite(exploration);
    const missing = svgOf(layoutOf(flexitiKit), coverageOptions(coverPaths(exploration, [])));
    const states = modelOf(flexiti.machine).states.map(({ path }) => path);
    for (const path of states) expect(marked(missing, 'data-coverage'), path).toMatchObject({ [path]: 'missed' });
    const covered = svgOf(layoutOf(flexitiKit), coverageOptions(coverPaths(exploration, paths)));
    expect(new Set(Object.values(marked(covered, 'data-coverage')))).toEqual(new Set(['covered']));
    expect(valuesOf(missing, 'data-traffic')).toEqual([]);
  });

  it('is a log’s traffic, of a report: more for what came more often', () => {
    const exploration = exploreKit(flexitiKit);
    const failure = { eventType: 'flx-failure', eventData: { error: 500, message: 'Internal server error' } };
    const cancels = Array.from({ length: 50 }, () => ({ messages: [{ eventType: 'flx-cancel' }] }));
    const sessions = [{ messages: [failure] }, ...cancels];
    const report = coverPaths(exploration, [], {
      traces: traceCoverage(exploration, sessions, { read: flexiti.read }),
    });
    const { traffic = {} } = coverageOptions(report);
    expect(traffic).toMatchObject({ cancelled: 50, 'open.failed': 1, 'flexiti.open flx-cancel': 50, application: 0 });
    const arrows = having(show({ traffic }), 'data-to').map(({ attributes }) => [
      attributes.get('data-to'),
      attributes.get('data-traffic'),
    ]);
    expect(Object.fromEntries(arrows)).toMatchObject({ cancelled: '5', application: '0', 'open.failed': '1' });
    expect(show({ traffic })).toContain('>×50<');
  });

  it('is nothing for names that the chart lacks, and that objects have', () => {
    expect(show({ active: ['nowhere'], possible: ['toString'], taken: ['x'], coverage: {} })).toBe(show({}));
    expect(marked(show({ coverage: JSON.parse('{"__proto__":"missed"}') }), 'data-coverage')).toEqual({});
  });
});
