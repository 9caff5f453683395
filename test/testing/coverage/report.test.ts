import { describe, expect, it } from 'vitest';
import { type AnyStateMachine, setup } from 'xstate';
import { opal } from '../../../src/index.ts';
import { exploreKit } from '../../../src/kit/index.ts';
import { coverPaths } from '../../../src/testing/coverage/coverage.ts';
import { coverageHtml } from '../../../src/testing/coverage/report/html.ts';
import { coverageJunit } from '../../../src/testing/coverage/report/junit.ts';
import { style } from '../../../src/testing/coverage/report/style.ts';
import { coverageText } from '../../../src/testing/coverage/report/text.ts';
import { traceCoverage } from '../../../src/testing/coverage/trace.ts';
import { explore } from '../../../src/testing/explore/explore.ts';
import { generateSuite } from '../../../src/testing/suite/suite.ts';
import { kitOf } from '../../support/cases.ts';

const door = setup({ guards: { isKnown: () => false } }).createMachine({
  id: 'door',
  initial: 'closed',
  states: {
    closed: { tags: ['safe'], on: { OPEN: 'open', FORCE: { guard: 'isKnown', target: 'broken' } } },
    open: { on: { CLOSE: 'closed', FORCE: {} } },
    broken: {},
  },
});
const exploration = explore(door as AnyStateMachine);
const { paths } = generateSuite(exploration);
const whole = coverPaths(exploration, paths);
const opened = coverPaths(exploration, [
  { id: 'opened', input: null, steps: [{ event: { type: 'OPEN' }, expect: 'accepted', state: 'open' }] },
  { id: 'old', input: null, steps: [{ event: { type: 'RING' }, expect: 'accepted', state: 'open' }] },
]);

/** A chart whose names are markup, and worse. */
const nasty = '</style><script>alert("1")</script> & \'x\' \u001b[2J \ud800';
const evil = explore(
  setup({}).createMachine({
    id: nasty,
    initial: nasty,
    states: { [nasty]: { tags: [nasty], on: { [nasty]: {} } } },
  }) as AnyStateMachine,
  { events: [{ type: nasty }, { type: 'PAY', note: nasty } as { type: string }] },
);
const evilCoverage = coverPaths(evil, [
  { id: nasty, input: null, steps: [{ event: { type: 'NO' }, expect: 'accepted', state: nasty }] },
]);

describe('the text', () => {
  it('is a table, and what is missing below it', () => {
    expect(coverageText(opened, { maxListed: 1 })).toBe(
      `${[
        'door: 2 paths, 1 accepted event, 0 rejected',
        '',
        '                covered   share',
        'states           3 of 4    75 %',
        'transitions      1 of 3  33.3 %',
        'configurations   2 of 2   100 %',
        'steps            1 of 2    50 %',
        'pairs            0 of 2     0 %',
        'guards           0 of 1     0 %',
        'illegal          0 of 4     0 %',
        'payloads         1 of 3  33.3 %',
        'tags             1 of 1   100 %',
        '',
        'Missing of states: 1',
        '  door.broken (no step leads to it)',
        '',
        'Missing of transitions: 2',
        '  door.closed FORCE (its guard isKnown never held where it was asked)',
        '  … and 1 more',
        '',
        'Missing of steps: 1',
        '  open #1: CLOSE',
        '',
        'Missing of pairs: 2',
        '  closed #0: OPEN, then CLOSE',
        '  … and 1 more',
        '',
        'Missing of guards: 1',
        '  door.closed FORCE: isKnown does not hold',
        '',
        'Excluded from guards: 1',
        '  door.closed FORCE: isKnown holds (no step of the table makes it answer so)',
        '',
        'Missing of illegal: 4',
        '  closed #0: FORCE',
        '  … and 3 more',
        '',
        'Missing of payloads: 2',
        '  FORCE',
        '  … and 1 more',
        '',
        'Steps that the chart does not do: 1',
        '  path old, step 1, RING (the chart was not explored with this event)',
      ].join('\n')}\n`,
    );
  });

  it('has a column for logs, where there are some', () => {
    const traces = traceCoverage(exploration, [{ messages: [{ type: 'OPEN' }, { type: 'OPEN' }, 'noise'] }]);
    const lines = coverageText(coverPaths(exploration, paths, { traces })).split('\n');
    expect(lines[0]).toBe('door: 1 path, 2 accepted events, 4 rejected; 1 recorded session, 3 messages');
    expect(lines.slice(2, 5)).toEqual([
      '                covered   share  in logs',
      'states           3 of 4    75 %        3',
      'transitions      2 of 3  66.6 %        1',
    ]);
    expect(lines.find((line) => line.startsWith('payloads'))).toMatch(/ -$/);
    expect(lines).toContain('Messages of the logs: 1 accepted, 1 illegal, 1 foreign');
  });

  it('says so where logs hold no messages, and where not even the start of a path is known', () => {
    const traces = traceCoverage(exploration, []);
    const vip = { id: 'vip', input: { vip: true }, steps: [] };
    const lines = coverageText(coverPaths(exploration, [vip], { traces })).split('\n');
    expect(lines[0]).toBe('door: 1 path, 0 accepted events, 0 rejected; 0 recorded sessions, 0 messages');
    expect(lines.slice(lines.indexOf('Steps that the chart does not do: 1'))).toEqual([
      'Steps that the chart does not do: 1',
      '  path vip (the chart was not explored with its input)',
      '',
      'Messages of the logs: no messages',
      '',
    ]);
  });

  it('moves no cursor', () => {
    expect(coverageText(evilCoverage)).not.toContain('\u001b');
    expect(coverageText(evilCoverage)).toContain('\\u001b[2J');
  });
});

/** A check that elements nest, beside what the names of attributes and the escapes may hold. */
function wellFormed(xml: string): boolean {
  const open: string[] = [];
  const element = /<(\/?)([a-z]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#39);[^"<&]*)*")*)(\/?)>/y;
  let at = xml.indexOf('?>') + 2;
  while (at < xml.length) {
    const text = /[^<&]*(?:&(?:amp|lt|gt|quot|#39);[^<&]*)*/y;
    text.lastIndex = at;
    at += text.exec(xml)?.[0].length ?? 0;
    if (at === xml.length) break;
    element.lastIndex = at;
    const tag = element.exec(xml);
    if (tag === null) return false;
    const [all, closing, name = '', , empty] = tag;
    at += all.length;
    if (closing === '/') {
      if (open.pop() !== name) return false;
    } else if (empty === '') open.push(name);
  }
  return open.length === 0;
}

describe('the JUnit file', () => {
  it('has a suite for each dimension, a case for its gate and one for each thing that is missing', () => {
    const xml = coverageJunit(opened, { steps: 1, states: 0.7 });
    expect(xml).toContain('<testsuite name="steps" tests="2" failures="2" errors="0" skipped="0">');
    expect(xml).toContain(
      '<testcase classname="door.steps" name="1 of 2 steps (50 %)">' +
        '<failure message="Of steps, 1 of 2 are covered: 50 %, and 100 % are asked for.">open #1: CLOSE</failure></testcase>',
    );
    expect(xml).toContain(
      '<testcase classname="door.steps" name="open #1: CLOSE"><failure message="not covered"></failure></testcase>',
    );
    // A gate that holds passes, and what is missing under it fails nothing.
    expect(xml).toContain('<testcase classname="door.states" name="3 of 4 states (75 %)"/>');
    expect(xml).toContain('name="door.broken"><skipped message="not covered: no step leads to it"/></testcase>');
    expect(xml).toContain('name="0 of 2 pairs (0 %)"><skipped message="no gate"/></testcase>');
    expect(xml).toMatch(/<testsuites name="coverage of door" tests="\d+" failures="2" errors="0" skipped="\d+">/);
    expect(coverageJunit(whole, { steps: 1, illegal: 1 })).toContain('failures="0"');
  });

  it('fails as a whole where the chart is not explored', () => {
    const cut = explore(door as AnyStateMachine, { maxConfigurations: 1 });
    expect(coverageJunit(coverPaths(cut, []), { tags: 0 })).toContain(
      '<testsuite name="chart" tests="1" failures="1" errors="0" skipped="0">',
    );
    const reasons = ['the first limit was reached.', 'the second limit was reached.'];
    const cutTwice = { ...whole, cutOff: reasons.map((reason) => ({ kind: 'limit', reason }) as const) };
    expect(coverageJunit(cutTwice, { tags: 0 })).toContain(
      '<failure message="The chart is not explored: the first limit was reached. ' +
        'The chart is not explored: the second limit was reached."></failure>',
    );
  });

  it('is well-formed, whatever things are called', () => {
    expect(wellFormed(coverageJunit(opened, { steps: 1 }))).toBe(true);
    const xml = coverageJunit(evilCoverage, { configurations: 1, illegal: 1 });
    expect(wellFormed(xml)).toBe(true);
    expect(xml).toContain('&lt;script&gt;alert(&quot;1&quot;)');
    expect(xml).toContain('&amp; &#39;x&#39; \u{FFFD}[2J \u{FFFD}"');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML 1.0 has no way to write
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f]|[\ud800-\udfff](?![\udc00-\udfff])/);
    expect(wellFormed('<?xml?><a b="<"></a>')).toBe(false);
    expect(wellFormed('<?xml?><a><b></a></b>')).toBe(false);
  });
});

describe('the page', () => {
  it('runs nothing, loads nothing, and takes no name for markup', () => {
    for (const page of [coverageHtml(whole), coverageHtml(evilCoverage)]) {
      expect(page).not.toMatch(/<script|<img|<link|<iframe|url\(|https?:|@import/i);
      expect(page.match(/<\/style>/g)).toHaveLength(1);
      expect(page).not.toMatch(/ on[a-z]+="/);
      expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    }
    expect(coverageHtml(evilCoverage)).toContain(
      '&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;',
    );
  });

  it('closes what it opens', () => {
    for (const coverage of [whole, opened, evilCoverage]) {
      const page = coverageHtml(coverage).replace(/<style>.*<\/style>/s, '');
      for (const tag of ['div', 'ul', 'li', 'span', 'table', 'thead', 'tbody', 'tr', 'td', 'details', 'section', 'p']) {
        const opening = page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length ?? 0;
        expect([tag, page.match(new RegExp(`</${tag}>`, 'g'))?.length ?? 0]).toEqual([tag, opening]);
      }
    }
  });

  it('says in a word what it shows in a colour', () => {
    const page = coverageHtml(opened);
    const box = (key: string) =>
      page
        .match(
          new RegExp(
            `<div class="state (\\w+)"[^>]*>\\s*<div class="head">[^<]*<span[^>]*>(.)</span> <strong>${key}</strong>.*?<span class="word">(\\w+)</span>`,
            's',
          ),
        )
        ?.slice(1);
    expect(box('closed')).toEqual(['covered', '✓', 'covered']);
    expect(box('broken')).toEqual(['unreachable', '∅', 'unreachable']);
    const rows = [...page.matchAll(/<li class="(\w+)">.*?<code>(.*?)<\/code>.*?<span class="word">(\w+)<\/span>/gs)];
    expect(rows.map(([, colour, event, word]) => [event, colour, word])).toEqual([
      ['OPEN', 'covered', 'covered'],
      ['FORCE', 'unreachable', 'unreachable'],
      ['CLOSE', 'missed', 'missed'],
      ['FORCE', 'forbids', 'forbids'],
    ]);
  });

  it('calls a delay as a diagram does, and leaves out what there is nothing of', () => {
    const late = explore(
      setup({}).createMachine({
        id: 'till',
        initial: 'open',
        states: { open: { after: { 5000: 'late' } }, late: {} },
      }) as AnyStateMachine,
    );
    const page = coverageHtml(coverPaths(late, generateSuite(late).paths));
    expect(page).toContain('<code>after 5 s</code>');
    expect(page).not.toMatch(/excluded|0 of 0/);
    const rows = page.match(/<table class="dimensions">.*?<\/table>/s)?.[0].split('\n');
    expect(rows?.[2]).toBe(
      '<thead><tr><th scope="col">dimension</th><th scope="col">covered</th><th scope="col">share</th></tr></thead>',
    );
    expect(rows).toContain('<tr><th scope="row">pairs</th><td class="number">none</td><td class="share">–</td></tr>');
    expect(page).toContain('<h2 id="missing">What is missing</h2>\n<p>Nothing.</p>\n</section>');
    expect(coverageHtml(opened)).toContain('<th scope="col">excluded</th>');
  });

  it('draws each state and each transition of a large chart once, with its hits and those of logs', () => {
    const large = exploreKit(kitOf(opal));
    const suite = generateSuite(large);
    const traces = traceCoverage(large, [], { read: opal.read });
    const page = coverageHtml(coverPaths(large, suite.paths, { traces }));
    expect(page.match(/<div class="state /g)).toHaveLength(large.chart.states.length);
    expect(page.match(/<code>/g)).toHaveLength(large.chart.transitions.length);
    expect(page.match(/logs 0×/g)?.length).toBe(
      large.chart.states.length + large.chart.transitions.filter(({ forbids }) => !forbids).length,
    );
    expect(coverageHtml(coverPaths(large, suite.paths))).not.toContain('logs 0×');
  });

  it('has headings for its tables, and text that stands out from its ground in light and in dark', () => {
    const page = coverageHtml(opened);
    expect(page.match(/<table/g)?.length).toBe(page.match(/<thead><tr><th scope="col">/g)?.length);
    const [light, dark] = style.split('prefers-color-scheme: dark').map(coloursIn);
    for (const colours of [light, { ...light, ...dark }]) {
      for (const ground of ['ground', 'box', 'covered-box', 'partly-box', 'missed-box', 'unreachable-box']) {
        for (const text of [
          'text',
          'quiet',
          ...(ground.endsWith('-box') ? [ground.replace('-box', '')] : ['covered', 'partly', 'missed']),
        ]) {
          expect([text, ground, contrast(colours?.[text], colours?.[ground]) >= 4.5]).toEqual([text, ground, true]);
        }
      }
    }
  });
});

function coloursIn(css: string): Record<string, string> {
  return Object.fromEntries(
    [...css.matchAll(/--([a-z-]+): (#[0-9a-f]{6})/g)].map(([, name, colour]) => [name, colour]),
  );
}

/** The contrast of two colours as the Web Content Accessibility Guidelines reckon it. */
function contrast(one = '', other = ''): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
