/** Plaid Link is defined in examples/plaid by public entries: all that the shipped widgets have, it has too. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AnyStateNode, createActor } from 'xstate';
import { plaid, plaidCallbacks, plaidMachine } from '../../examples/plaid/plaid.js';
import { plaidKit } from '../../examples/plaid/plaid.kit.js';
import { getNextStep, getOutcome, openSession } from '../../src/index.ts';
import { exploreKit, malformedMessages, sessionSubject } from '../../src/kit/index.ts';
import { expectedTypes } from '../../src/session/explain.ts';
import { generateSuite } from '../../src/testing/index.ts';
import { describeChart } from '../../src/testing/run/runners/vitest.ts';
import { memoryTransport } from '../../src/transports/index.ts';
import { cli, ndjson } from '../cli/run.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const module = `${root}examples/plaid/plaid.kit.js`;
const log = `${root}examples/plaid/plaid.ndjson`;
const publicToken = 'public-sandbox-5c224a01-8314-4491-a06f-39e193d5cddc';
const linkSession = '79e772be-547d-4c9c-8b76-4ac4ed4c441a';

/** A session and the callbacks that feed it, as an app connects them. */
function connected() {
  const transport = memoryTransport();
  const session = openSession(plaid, { transport, onWarning: () => {} });
  const { onLoad, onEvent, onSuccess, onExit } = plaidCallbacks(transport.post);
  const metadata = { link_session_id: linkSession, request_id: 'm8MDnv9okwxFNBV', timestamp: '2026-03-08T14:00:00Z' };
  const account = { id: 'ygPnJweommTWNr9doD6ZfGR6GGVQy7fyREmWy', name: 'Savings of Grace', mask: '4242' };
  return {
    session,
    load: onLoad,
    report: (name: string, more: object = {}) => onEvent(name, { ...metadata, ...more }),
    succeed: (token: string | null = publicToken) =>
      onSuccess(token, {
        link_session_id: linkSession,
        institution: { institution_id: 'ins_4', name: 'Example Bank' },
        accounts: [account],
      }),
    leave: (error: object | null = null) =>
      onExit(error, { ...metadata, institution: null, status: 'requires_credentials' }),
  };
}

const invalidCredentials = {
  error_type: 'ITEM_ERROR',
  error_code: 'INVALID_CREDENTIALS',
  error_message: 'the credentials were not correct',
  display_message: 'The credentials were not correct.',
};

describe("Plaid's chart", () => {
  const nodesIn = (node: AnyStateNode): AnyStateNode[] => [node, ...Object.values(node.states).flatMap(nodesIn)];
  const nodes = nodesIn(plaidMachine.root);
  const transitions = nodes.flatMap((node) =>
    [...node.transitions.values()].flat().map((transition) => ({ node, transition })),
  );

  it('has no handler at its root, an open state, and ends with one outcome and a next step each', () => {
    expect(plaidMachine.root.transitions.size).toBe(0);
    expect(Object.keys(plaidMachine.root.states)).toContain('open');
    const ends = nodes.filter(({ tags }) => tags.includes('ended'));
    expect(ends.map(({ key, tags, meta }) => [key, tags[1], meta?.nextStep])).toEqual([
      ['linked', 'succeeded', 'exchange_public_token'],
      ['completed', 'succeeded', 'retrieve_result'],
      ['exited', 'cancelled', 'handle_cancel'],
      ['failed', 'unsuccessful', 'offer_retry'],
      ['tokenInvalid', 'unsuccessful', 'create_link_token'],
    ]);
  });

  it('describes every state and gives evidence for every transition', () => {
    for (const node of nodes.slice(1)) expect(node.description, node.id).toMatch(/\.$/);
    for (const { node, transition } of transitions) {
      const name = `${node.id} ${transition.eventType}`;
      expect(['documented', 'observed', 'inferred'], name).toContain(transition.meta?.evidence);
      expect(transition.meta?.source, name).toEqual(expect.stringMatching(/\S/));
    }
  });

  it('knows every event that react-plaid-link calls stable', async () => {
    const { PlaidLinkStableEvent } = await import('react-plaid-link');
    expect(Object.keys(plaid.events)).toEqual(expect.arrayContaining(Object.values(PlaidLinkStableEvent)));
  });

  it('accepts every message of the catalogue somewhere, and tells which may follow', () => {
    const accepted = new Set(transitions.map(({ transition }) => transition.eventType));
    expect([...accepted].sort()).toEqual(plaidKit.catalogue.map(({ type }) => type).sort());
    expect(expectedTypes(plaid, createActor(plaidMachine).getSnapshot())).toEqual([
      'ERROR',
      'EXIT',
      'LAYER_AUTOFILL_NOT_AVAILABLE',
      'LAYER_NOT_AVAILABLE',
      'LAYER_READY',
      'OPEN',
      'onExit',
      'onLoad',
    ]);
  });
});

describe("a session that Plaid's callbacks feed", () => {
  it('succeeds by onSuccess, and takes the events that tell afterwards what happened', async () => {
    const { session, load, report, succeed } = connected();
    load();
    report('OPEN');
    succeed();
    for (const name of ['TRANSITION_VIEW', 'SELECT_INSTITUTION', 'SUBMIT_CREDENTIALS', 'HANDOFF']) report(name);
    expect(session.counts).toMatchObject({ accepted: 7, illegal: 0 });
    const { outcome, nextStep, output } = await session.done;
    expect([outcome, nextStep]).toEqual(['succeeded', 'exchange_public_token']);
    expect(output).toMatchObject({ institutionId: 'ins_4', accounts: [{ mask: '4242' }] });
  });

  it('hands the public token to the host, and keeps it nowhere', () => {
    const { session, report, succeed } = connected();
    const tokens: unknown[] = [];
    session.actor.subscribe(() => {});
    report('OPEN');
    const verdict = session.receive({
      callback: 'onSuccess',
      public_token: publicToken,
      metadata: { link_session_id: linkSession },
    });
    if (verdict.verdict === 'accepted' && verdict.type === 'onSuccess') tokens.push(verdict.event.public_token);
    expect(tokens).toEqual([publicToken]);
    succeed();
    for (const kept of [session.snapshot.context, session.save(), session.record(), session.rejections]) {
      expect(JSON.stringify(kept)).not.toContain('public-sandbox');
    }
  });

  it('completes without a token where no account is linked, whatever a check came to', async () => {
    const { session, report, succeed } = connected();
    report('OPEN');
    report('IDENTITY_VERIFICATION_FAIL_SESSION');
    succeed(null);
    const { nextStep, output } = await session.done;
    expect([nextStep, output?.identityVerification]).toEqual(['retrieve_result', 'failed']);
  });

  it('is cancelled by an exit without an error', async () => {
    const { session, load, report, leave } = connected();
    load();
    report('OPEN');
    leave();
    report('EXIT', { exit_status: 'requires_credentials' });
    expect(session.counts.illegal).toBe(0);
    expect(await session.done).toMatchObject({ outcome: 'cancelled', nextStep: 'handle_cancel', error: null });
  });

  it('is unsuccessful by an exit with one', async () => {
    const { session, report, leave } = connected();
    report('OPEN');
    report('ERROR', { error_code: 'INVALID_CREDENTIALS' });
    expect(session.snapshot.hasTag('recoverable')).toBe(true);
    leave(invalidCredentials);
    const { outcome, nextStep, error } = await session.done;
    expect([outcome, nextStep, error?.code]).toEqual(['unsuccessful', 'offer_retry', 'INVALID_CREDENTIALS']);
  });

  it('asks for another link token where that one is invalid, also before Link is open', async () => {
    const { session, leave } = connected();
    leave({ ...invalidCredentials, error_type: 'INVALID_INPUT', error_code: 'INVALID_LINK_TOKEN' });
    expect(await session.done).toMatchObject({ outcome: 'unsuccessful', nextStep: 'create_link_token' });
  });

  it('tolerates a name and a key that Plaid has added', () => {
    const { session, report } = connected();
    report('OPEN', { colour: 'blue' });
    report('NOT_KNOWN_YET');
    expect(session.counts).toMatchObject({ accepted: 1, unrecognized: 1 });
  });

  it('takes no event for a callback, and no callback for an event', () => {
    const { session } = connected();
    expect(session.receive({ eventName: 'onSuccess', public_token: publicToken, metadata: {} }).verdict).toBe(
      'unrecognized',
    );
    expect(session.receive({ callback: 'HANDOFF', metadata: {} }).verdict).toBe('unrecognized');
    expect(session.receive({ type: 'HANDOFF' }).verdict).toBe('foreign');
  });

  it('rejects what contradicts the names', () => {
    const early = connected();
    early.succeed();
    early.leave();
    early.report('SUBMIT_CREDENTIALS');
    expect(early.session.rejections.map(({ type, code }) => [type, code])).toEqual([
      ['onSuccess', 'before_start'],
      ['onExit', 'guard_refused'],
      ['SUBMIT_CREDENTIALS', 'before_start'],
    ]);
    const { session, report, succeed, leave } = connected();
    for (const name of ['OPEN', 'HANDOFF', 'EXIT', 'LAYER_READY']) report(name);
    leave();
    succeed();
    succeed();
    leave();
    for (const name of ['HANDOFF', 'EXIT', 'OPEN']) report(name);
    expect(session.rejections.map(({ type }) => type)).toEqual([
      ...['EXIT', 'LAYER_READY', 'onExit', 'onSuccess', 'onExit', 'HANDOFF', 'EXIT', 'OPEN'],
    ]);
    expect(getOutcome(session.snapshot)).toBe('succeeded');
  });

  it('calls metadata malformed that lack what every event has', () => {
    const { session } = connected();
    const verdict = session.receive({ eventName: 'OPEN', metadata: { timestamp: '2026-03-08T14:00:00Z' } });
    expect(verdict).toMatchObject({ verdict: 'malformed', explanation: expect.stringContaining('link_session_id') });
  });

  it('goes on after the page was left for a bank, where Link is loaded and opened again', () => {
    const { session, report, load } = connected();
    load();
    report('OPEN');
    const resumed = openSession(plaid, { resume: JSON.stringify(session.save()) });
    const { onLoad, onEvent, onSuccess } = plaidCallbacks(resumed.receive);
    onLoad();
    onEvent('OPEN', { link_session_id: linkSession, timestamp: '2026-03-08T14:01:00Z' });
    onSuccess(publicToken, { link_session_id: linkSession });
    expect(resumed.counts).toMatchObject({ accepted: 5, illegal: 0 });
    expect(getNextStep(resumed.snapshot)).toBe('exchange_public_token');
  });
});

describe('a recording', () => {
  it('holds no token and no identifier, and replays to the same verdicts', async () => {
    const { session, load, report, succeed, leave } = connected();
    load();
    report('OPEN', { institution_search_query: 'bank of grace' });
    report('NOT_KNOWN_YET', { note: 'grace' });
    report('SUBMIT_ROUTING_NUMBER', { routing_number: '011000015' });
    succeed();
    leave(invalidCredentials);
    report('HANDOFF');
    const recording = session.record();
    for (const hidden of [publicToken, linkSession, 'grace', 'Grace', '4242', '011000015', 'm8MDnv9okwxFNBV']) {
      expect(recording).not.toContain(hidden);
    }
    expect(recording).toContain('{"callback":"onLoad"}');
    const { json } = await cli(['replay', '--provider-module', module, '--verdicts'], { stdin: recording });
    expect(json<{ verdict: string }>().map(({ verdict }) => verdict)).toEqual([
      ...['accepted', 'accepted', 'unrecognized', 'accepted', 'accepted', 'illegal', 'accepted'],
    ]);
    const { stdout } = await cli(['replay', '--provider-module', module, '--json'], { stdin: recording });
    expect(JSON.parse(stdout)).toMatchObject({ provider: 'plaid', outcome: 'succeeded', counts: session.counts });
  });
});

describe('the command line', () => {
  let folder: string;
  beforeAll(async () => {
    await mkdir(`${root}.tmp`, { recursive: true });
    folder = await mkdtemp(`${root}.tmp/plaid-`);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const run = (...args: readonly string[]) => cli([...args, '--provider-module', module]);

  it('replays a log', async () => {
    const { code, json } = await run('replay', log, '--json');
    expect(code).toBe(1);
    expect(
      json<Record<string, unknown>>().map(({ session, verdict, nextStep }) => [session, verdict, nextStep]),
    ).toEqual([
      ['linked', 'conforms', 'exchange_public_token'],
      ['left', 'conforms', 'handle_cancel'],
      ['expired-token', 'conforms', 'create_link_token'],
      ['layer', 'conforms', 'exchange_public_token'],
      ['late-listener', 'deviates', 'handle_cancel'],
    ]);
  });

  it('masks what the output holds, in lists too', async () => {
    const { stdout } = await run('replay', log);
    expect(stdout).toContain('institutionId: ins_4');
    expect(stdout).not.toMatch(/ygPnJ|Checking|0000|79e772be/);
  });

  it('lists the events with their schemas', async () => {
    const { code, json } = await run('events');
    expect(code).toBe(0);
    const entry = json<{ type: string; schema: { properties: object } }>().find(({ type }) => type === 'onExit');
    expect(Object.keys(entry?.schema.properties ?? {})).toEqual(['callback', 'error', 'metadata']);
  });

  it('generates paths, measures them and the log, and draws the chart', async () => {
    expect((await run('paths')).lines.slice(0, 2).join()).toMatch(/^plaid, transitions,.* events in \d+ sessions/);
    const { stdout } = await run('coverage', '--log', log, '--format', 'json', '--gate', 'transitions=1,illegal=1');
    expect(JSON.parse(stdout)).toBeTypeOf('object');
    expect((await run('diagram')).stdout).toContain('<title>Plaid Link</title>');
    expect((await run('diagram', '--format', 'mermaid')).stdout).toContain('plaid__open__handedOff : HANDOFF');
  });

  it('writes a test file that imports the kit', async () => {
    const { code } = await run('generate', '--framework', 'vitest', '--out', `${folder}/plaid.chart.test.ts`);
    expect(code).toBe(0);
    expect(await readFile(`${folder}/plaid.chart.test.ts`, 'utf8')).toMatch(
      /import \{ plaidKit as kit \} from '.*plaid\.kit\.js'/,
    );
  });

  it('says what a line without a name is', async () => {
    const { json } = await cli(['replay', '--provider-module', module, '--verdicts'], {
      stdin: ndjson({ step: 'OPEN' }),
    });
    expect(json()).toMatchObject([{ verdict: 'foreign' }]);
  });
});

describeChart('Plaid Link', {
  machine: plaidMachine,
  suite: generateSuite(exploreKit(plaidKit), { malformed: malformedMessages(plaidKit) }),
  subject: (path) => sessionSubject(plaidKit, path),
  atLeast: { states: 1, transitions: 1, configurations: 1, steps: 1, illegal: 1 },
});
