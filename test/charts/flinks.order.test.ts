import { describe, expect, it } from 'vitest';
import { type AnyStateNode, createActor } from 'xstate';
import {
  type FlinksEvent,
  type FlinksInput,
  flinks,
  flinksInputFromUrl,
  flinksMachine,
  getNextStep,
  getOutcome,
  getOutput,
  getStatus,
  openSession,
} from '../../src/index.ts';
import { flinksApiCodes, flinksUserEvents } from '../../src/machines/flinks/events.ts';
import { eventIn } from '../support/cases.ts';

const everyType = [...new Set<string>([...flinksUserEvents, ...flinksApiCodes])];
const userEvents = new Set<string>(flinksUserEvents);

/** The main road in short words; any other word is the event's own name. */
const short: Readonly<Record<string, string>> = {
  mount: 'APP_MOUNTED',
  consent: 'COMPONENT_LOAD_CONSENT',
  list: 'COMPONENT_LOAD_INSTITUTION_SELECTOR',
  pick: 'INSTITUTION_SELECTED',
  form: 'COMPONENT_LOAD_CREDENTIAL',
  formRetry: 'COMPONENT_LOAD_CREDENTIAL_RETRY',
  submit: 'SUBMIT_CREDENTIAL',
  mfa: 'COMPONENT_LOAD_MFA',
  mfaRetry: 'COMPONENT_LOAD_MFA_RETRY',
  answer: 'SUBMIT_MFA',
  wrong: 'INVALID_SECURITY_RESPONSE',
  accounts: 'COMPONENT_LOAD_ACCOUNT_SELECTION',
  account: 'ACCOUNT_SELECTED',
  redirect: 'REDIRECT',
  bank: 'COMPONENT_PROVIDER_CONSENT_INFO',
  agree: 'COMPONENT_ACCEPT_PROVIDER_CONSENT',
  upload: 'COMPONENT_LOAD_UPLOAD',
  file: 'UPLOAD_INPUT_CHANGE',
  send: 'UPLOAD_SUBMIT',
  back: 'BACK_SECTION',
  close: 'COMPONENT_CLOSE_SESSION',
  max: 'MAXIMUM_RETRY_REACHED',
};
const fields: Readonly<Record<string, object>> = {
  INSTITUTION_SELECTED: { institution: 'FlinksCapital' },
  QUESTION_NOT_FOUND: { requestId: 'R0' },
  ACCOUNT_SELECTED: { accountId: 'A1' },
  REDIRECT: { loginId: 'L1' },
};

const named = (word: string) => short[word] ?? word;
const posted = (type: string) => ({ [userEvents.has(type) ? 'step' : 'flinksCode']: type, ...fields[type] });

/**
 * Posts events into a session. `!` marks a word that must be illegal and change nothing, `?` a name nobody knows, and `=`
 * what the session accepts after the end, where the chart itself takes nothing.
 */
function follow(words: string, input?: FlinksInput) {
  const session = openSession(flinks, { input });
  for (const word of words.split(' ').filter(Boolean)) {
    const type = named(word.replace(/^[!?=]/, ''));
    const before = session.snapshot;
    const { verdict } = session.receive(posted(type));
    const expected = word.startsWith('!') ? 'illegal' : word.startsWith('?') ? 'unrecognized' : 'accepted';
    expect(verdict, `${word} in ${words}`).toBe(expected);
    const moves = expected === 'accepted' && !word.startsWith('=');
    expect(session.snapshot !== before, `${word} in ${words}`).toBe(moves);
    if (expected !== 'unrecognized') {
      const event = { type, ...fields[type] } as FlinksEvent;
      expect(before.can(event), `can ${word} in ${words}`).toBe(moves);
    }
  }
  return session.snapshot;
}

type Snapshot = ReturnType<typeof follow>;

/** Where the user is, as a dotted path; of the open widget the flow alone. */
function place({ value }: Snapshot): string {
  const dotted = (part: unknown): string =>
    typeof part === 'string' ? part : (Object.entries(part as object).map(([k, v]) => `${k}.${dotted(v)}`)[0] ?? '');
  return typeof value === 'object' && 'open' in value
    ? dotted((value.open as Record<string, unknown>).flow)
    : dotted(value);
}
const facts = (snapshot: Snapshot) => [getStatus(snapshot), getOutcome(snapshot), getNextStep(snapshot)];

const undecided = ['active', null, null];
const toForm = 'mount list pick form';
const toMfa = `${toForm} submit mfa`;
const retry = 'formRetry submit';
const succeeded = ['ended', 'succeeded', 'retrieve_data'];
const noOtherTry = ['active', 'unsuccessful', 'offer_other_way'];

const uploadOffers = [
  ...['INVALID_USERNAME', 'INVALID_PASSWORD', 'INVALID_LOGIN', 'DISABLED_LOGIN', 'RETRY_LATER', 'SESSION_EXPIRED'],
  ...['INVALID_SECURITY_RESPONSE_NO_RETRY', 'AGGREGATION_ERROR'],
];

/** The events that lead to each state of the flow. */
const stages: Readonly<Record<string, string>> = {
  starting: 'mount',
  'consent.asked': 'mount consent',
  'consent.denied': 'mount consent COMPONENT_DENY_CONSENT',
  'institution.selector': 'mount list',
  'institution.selected': 'mount list pick',
  credentials: toForm,
  providerConsent: 'mount list pick bank',
  'connecting.authorizing.credentials': `${toForm} submit`,
  'connecting.authorizing.mfaAnswer': `${toMfa} answer`,
  'connecting.mfa.requested': `${toForm} submit QUESTION_NOT_FOUND`,
  'connecting.mfa.prompt': toMfa,
  'connecting.oauth.leaving': 'mount list pick bank agree',
  'connecting.oauth.popup': 'mount list pick bank agree POPUP_OPENED',
  'connecting.oauth.blocked': 'mount list pick bank agree POPUP_BLOCKED',
  'connecting.oauth.closed': 'mount list pick bank agree POPUP_OPENED POPUP_CLOSED',
  'connecting.enhancedMfa.checking': `${toForm} submit SUBMIT_GET_MFA_QUESTIONS`,
  'connecting.enhancedMfa.questions': `${toForm} submit SUBMIT_GET_MFA_QUESTIONS ENHANCED_MFA_HAS_QUESTIONS`,
  'connecting.enhancedMfa.answered': `${toForm} submit ENHANCED_MFA_HAS_QUESTIONS SUBMIT_ANSWER_MFA_QUESTIONS`,
  'connecting.enhancedMfa.done': `${toForm} submit ENHANCED_MFA_NO_QUESTIONS`,
  'connecting.accountSelection.prompt': `${toForm} submit accounts`,
  'connecting.accountSelection.selected': `${toForm} submit accounts account`,
  'upload.choosing': 'mount upload',
  'upload.chosen': 'mount upload file',
  'upload.submitted': 'mount upload file send',
  steppedBack: 'mount list back',
  'problem.failed': `${toForm} submit INVALID_LOGIN`,
  'problem.mfaFailed': `${toMfa} answer wrong`,
  'problem.institution': 'mount list pick DISABLED_INSTITUTION',
  'problem.sessionExpired': `${toMfa} SESSION_EXPIRED`,
  'problem.noRetry': `${toForm} submit DISABLED_LOGIN`,
  tokenInvalid: 'mount TOKEN_INVALID',
};

describe('the ways through', () => {
  it.each<[string, string, string, readonly unknown[], FlinksInput?]>([
    ['FS1', `${toMfa} answer redirect`, 'redirected', succeeded],
    ['FS2', `${toMfa} answer accounts account redirect`, 'redirected', succeeded, { path: '/v2/' }],
    [
      'FS3',
      'mount form submit ?SOMETHING_NEW mfa answer accounts account redirect',
      'redirected',
      succeeded,
      { path: '/v2/Credential/14' },
    ],
    [
      'FS3 without knowing the path',
      'mount form submit QUESTION_NOT_FOUND mfa answer redirect',
      'redirected',
      succeeded,
    ],
    ['no MFA', `${toForm} submit redirect`, 'redirected', succeeded],
    [
      'consent and terms',
      `mount consent COMPONENT_ACCEPT_TERMS COMPONENT_ACCEPT_CONSENT list`,
      'institution.selector',
      undecided,
    ],
    [
      'consent denied, then given',
      'mount COMPONENT_CONSENT_INTRO COMPONENT_DENY_CONSENT COMPONENT_ACCEPT_CONSENT',
      'starting',
      undecided,
    ],
    ['a second institution', 'mount list pick pick form submit redirect', 'redirected', succeeded],
    [
      'OAuth with a popup',
      'mount list pick bank agree POPUP_OPENED POPUP_UPDATED POPUP_CLOSED redirect',
      'redirected',
      succeeded,
    ],
    ['OAuth before the popup closes', 'mount list pick POPUP_OPENED redirect', 'redirected', succeeded],
    [
      'OAuth, blocked first',
      'mount list pick bank agree POPUP_BLOCKED POPUP_OPENED accounts POPUP_CLOSED account redirect',
      'redirected',
      succeeded,
    ],
    [
      'OAuth by redirection',
      'mount list pick bank agree redirect',
      'redirected',
      succeeded,
      { oauthWindowRedirect: true },
    ],
    ['upload chosen', 'mount list pick upload file file send', 'upload.submitted', undecided],
    ['upload only', 'mount upload file send', 'upload.submitted', undecided, { path: '/v2/Upload' }],
    ['upload, and a REDIRECT all the same', 'mount upload file send redirect', 'redirected', succeeded],
    [
      'enhanced MFA, answered',
      `${toForm} submit SUBMIT_GET_MFA_QUESTIONS ENHANCED_MFA_HAS_QUESTIONS SUBMIT_ANSWER_MFA_QUESTIONS ENHANCED_MFA_SUCCESS redirect`,
      'redirected',
      succeeded,
      { enhancedMFA: true },
    ],
    [
      'enhanced MFA, skipped',
      `${toForm} submit SUBMIT_GET_MFA_QUESTIONS ENHANCED_MFA_HAS_QUESTIONS SKIP_ENHANCED_MFA ENHANCED_MFA_SUCCESS accounts`,
      'connecting.accountSelection.prompt',
      undecided,
      { enhancedMFA: true, skipEnhancedMFA: true },
    ],
    [
      'enhanced MFA, after the accounts',
      `${toForm} submit accounts account ENHANCED_MFA_NO_QUESTIONS ENHANCED_MFA_SUCCESS redirect`,
      'redirected',
      succeeded,
    ],
    ['resumed by requestId', 'mount mfa answer redirect', 'redirected', succeeded, { requestId: 'R0' }],
    [
      'resumed, question first',
      'mount QUESTION_NOT_FOUND mfa answer wrong mfaRetry',
      'connecting.mfa.prompt',
      undecided,
      { requestId: 'R0' },
    ],
    [
      'several MFA rounds',
      `${toMfa} answer mfa answer QUESTION_NOT_FOUND mfa answer redirect`,
      'redirected',
      succeeded,
    ],
    [
      'MFA retries',
      `${toMfa} answer wrong mfaRetry answer RETRY_COUNT mfaRetry answer redirect`,
      'redirected',
      succeeded,
    ],
    [
      'credential retries',
      `${toForm} submit RETRY_COUNT INVALID_LOGIN ${retry} INVALID_PASSWORD RETRY_COUNT ${retry} redirect`,
      'redirected',
      succeeded,
    ],
    [
      'Help2FA',
      'mount COMPONENT_HELP2FA_INFO COMPONENT_HELP2FA_TROUBLESHOOTING COMPONENT_HELP2FA_INFO',
      'starting',
      undecided,
    ],
    [
      'another institution',
      'mount list pick DISABLED_INSTITUTION list pick form submit redirect',
      'redirected',
      succeeded,
    ],
    ['Back from the form', `${toForm} back list pick form submit redirect`, 'redirected', succeeded],
    ['Back from MFA, twice', `${toMfa} back back form submit redirect`, 'redirected', succeeded],
    ['an expired session, again', `${toMfa} SESSION_EXPIRED formRetry submit redirect`, 'redirected', succeeded],
    ['reconnected', `mount APP_OFFLINE list APP_ONLINE pick`, 'institution.selected', undecided],
    [
      'kept accounts refused',
      `${toForm} submit RESUME_SELECTED_ACCOUNTS_INVALID accounts account redirect`,
      'redirected',
      succeeded,
      { resumeSelectedAccounts: 'a' },
    ],
  ])('%s', (_why, words, where, expected, input) => {
    const snapshot = follow(words, input);
    expect([place(snapshot), ...facts(snapshot)]).toEqual([where, ...expected]);
    expect(getOutput(snapshot)?.loginId ?? null).toBe(where === 'redirected' ? 'L1' : null);
  });

  it('leads to an output of what the messages told', () => {
    const words = `${toForm} submit QUESTION_NOT_FOUND mfa answer accounts account redirect`;
    const known = { loginId: 'L1', requestId: 'R0', institution: 'FlinksCapital', accountIds: ['A1'] };
    expect(getOutput(follow(words))).toEqual(known);
    expect(getOutput(follow(words.replace(' redirect', '')))).toBeNull();
  });

  it('leads to an output that forgets the accounts of an institution left behind', () => {
    const snapshot = follow(`${toForm} submit accounts account back list pick form submit redirect`);
    expect(getOutput(snapshot)?.accountIds).toEqual([]);
  });

  it.each<[string, object, object]>([
    ['the field before the url', { loginId: 'L1', url: 'https://x.example/?loginId=L2' }, { loginId: 'L1' }],
    [
      'the url alone',
      { url: 'https://x.example/?loginId=L2&accountId=a,b' },
      { loginId: 'L2', accountIds: ['a', 'b'] },
    ],
    ['an empty field', { loginId: '', url: '/v2/Result?a=1&loginId=L%202' }, { loginId: 'L 2' }],
    ['one account', { loginId: 'L1', accountId: 'a' }, { accountIds: ['a'] }],
    ['a list of accounts', { loginId: 'L1', accountId: 'a, b,' }, { accountIds: ['a', 'b'] }],
    ['an array of accounts', { loginId: 'L1', accountId: ['a', 'b'] }, { accountIds: ['a', 'b'] }],
    [
      'nulls',
      { loginId: 'L1', url: null, accountId: null, requestId: null, institution: null },
      { requestId: null, accountIds: [] },
    ],
    ['the rest', { loginId: 'L1', requestId: 'R1', institution: 'B' }, { requestId: 'R1', institution: 'B' }],
  ])('reads from REDIRECT: %s', (_why, content, expected) => {
    const session = openSession(flinks);
    for (const step of toForm.split(' ').concat('submit')) session.receive(posted(named(step)));
    expect(session.receive({ step: 'REDIRECT', ...content }).verdict).toBe('accepted');
    expect(getOutput(session.snapshot)).toMatchObject(expected);
  });
});

describe('every stage', () => {
  const leaves = (node: AnyStateNode, path: string): string[] => {
    const within = Object.values(node.states).flatMap((child) => leaves(child, `${path}.${child.key}`));
    return within.length > 0 ? within : [path.slice(1)];
  };

  it('is reached', () => {
    const { flow } = (flinksMachine.root as AnyStateNode).states.open?.states ?? {};
    expect(Object.keys(stages).sort()).toEqual(leaves(flow as AnyStateNode, '').sort());
  });

  it.each(Object.entries(stages))('%s: a reload starts over, a close closes nothing', (where, words) => {
    expect(place(follow(words))).toBe(where);
    const mounted = follow('mount');
    const beside = 'APP_OFFLINE COMPONENT_HELP2FA_INFO RESUME_SELECTED_ACCOUNTS_INVALID close';
    const snapshot = follow(`${words} ${beside}`);
    expect([place(snapshot), ...facts(snapshot)]).toEqual([where, 'active', 'cancelled', 'close_widget']);
    const reloaded = follow(`${words} ${beside} mount`);
    expect([reloaded.value, reloaded.context]).toEqual([mounted.value, mounted.context]);
    expect([...reloaded.tags]).toEqual([...mounted.tags]);
  });

  it.each(Object.entries(stages))(
    '%s: takes TOKEN_INVALID and SESSION_EXPIRED, and goes on after a reload',
    (_where, words) => {
      for (const [type, step] of [
        ['TOKEN_INVALID', 'renew_token'],
        ['SESSION_EXPIRED', 'restart_session'],
        ['SESSION_NONEXISTENT', 'restart_session'],
      ]) {
        expect(facts(follow(`${words} ${type} !redirect`))).toEqual(['active', null, step]);
        expect(facts(follow(`${words} ${type} ${toForm} submit redirect`))).toEqual(succeeded);
      }
    },
  );

  it.each(Object.entries(stages))('%s: goes to REDIRECT or not', (where, words) => {
    const authorised =
      /^connecting\.(authorizing|enhancedMfa|accountSelection|oauth\.(leaving|popup|closed))|^upload\.submitted/;
    const over = authorised.test(where);
    const snapshot = follow(`${words} close ${over ? 'redirect' : '!redirect'}`);
    expect(facts(snapshot)).toEqual(over ? succeeded : ['active', 'cancelled', 'close_widget']);
  });

  it('forgets failures when it is reloaded', () => {
    const words = `${toForm} submit INVALID_LOGIN max ${toForm} !max`;
    expect(facts(follow(words, { maximumRetry: 1 }))).toEqual(undecided);
    follow(`${toForm} submit INVALID_LOGIN ${toForm} submit INVALID_LOGIN !max`, { maximumRetry: 2 });
  });
});

describe('what it comes to', () => {
  it.each<[string, readonly unknown[]]>([
    [`${toForm} submit redirect`, succeeded],
    ['mount close', ['active', 'cancelled', 'close_widget']],
    [`${toForm} submit close redirect`, succeeded],
    [`${toForm} submit INVALID_LOGIN max`, noOtherTry],
    [`${toMfa} answer INVALID_SECURITY_RESPONSE_NO_RETRY`, noOtherTry],
    [`${toMfa} answer wrong INVALID_SECURITY_RESPONSE_NO_RETRY`, noOtherTry],
    [`${toForm} submit DISABLED_LOGIN`, noOtherTry],
    [`${toForm} submit DISABLED_LOGIN upload file send`, undecided],
    [`${toForm} submit INVALID_LOGIN max upload`, undecided],
    [`${toForm} submit DISABLED_LOGIN mount`, undecided],
    [`${toForm} submit DISABLED_LOGIN close`, ['active', 'cancelled', 'close_widget']],
    ['TOKEN_INVALID', ['active', null, 'renew_token']],
    ['TOKEN_INVALID TOKEN_INVALID mount', undecided],
    ['mount TOKEN_INVALID', ['active', null, 'renew_token']],
    ['mount SESSION_EXPIRED', ['active', null, 'restart_session']],
    ['mount SESSION_NONEXISTENT', ['active', null, 'restart_session']],
    ['mount upload file send', undecided],
    ['', undecided],
    ['mount', undecided],
    [`${toForm} submit INVALID_LOGIN`, undecided],
  ])('"%s" comes to %j', (words, expected) => {
    expect(facts(follow(words))).toEqual(expected);
  });

  it.each(['SESSION_EXPIRED', 'SESSION_NONEXISTENT', ...['INVALID_SECURITY_RESPONSE', 'QUESTION_NOT_FOUND']])(
    '%s is one event in both envelopes',
    (type) => {
      const [asStep, asCode] = [{ step: type }, { flinksCode: type }].map((message) => {
        const session = openSession(flinks);
        for (const word of `${toMfa} answer`.split(' ')) session.receive(posted(named(word)));
        expect(session.receive(message).verdict).toBe('accepted');
        return session.snapshot.value;
      });
      expect(asStep).toEqual(asCode);
    },
  );
});

describe('upload', () => {
  it.each(uploadOffers)('is offered after %s', (error) => {
    expect(place(follow(`${toMfa} answer ${error} upload file send`))).toBe('upload.submitted');
    if (error !== 'INVALID_SECURITY_RESPONSE_NO_RETRY') follow(`${toForm} submit ${error} upload`, { path: '/v2/' });
  });

  it.each([
    'UNAUTHORIZED',
    'NEW_ACCOUNT',
    'UNHANDLED',
    'ACCESS_DENIED',
    'wrong',
    'RETRY_COUNT',
    'DISABLED_INSTITUTION',
  ])('is not offered after %s', (error) => void follow(`${toMfa} answer ${error} !upload`));

  it('forgets an error that the user has left', () => {
    follow(`${toForm} submit INVALID_LOGIN ${retry} UNAUTHORIZED !upload`);
    follow(`${toForm} submit RETRY_COUNT !upload INVALID_LOGIN upload`);
  });
});

describe('what is tolerated', () => {
  const noBack = ['starting', 'tokenInvalid'];
  it.each(Object.entries(stages))('%s: takes what is informational, and Back where there is one', (where, words) => {
    expect(place(follow(`${words} ${[...flinks.informational].join(' ')}`))).toBe(where);
    const back = noBack.includes(where) ? '!back' : 'back';
    expect(place(follow(`${words} ${back}`))).toBe(noBack.includes(where) ? where : 'steppedBack');
  });

  it.each([
    ['consent', 'consent.asked'],
    ['COMPONENT_CONSENT_INTRO', 'consent.asked'],
    ['list', 'institution.selector'],
    ['pick', 'institution.selected'],
    ['form', 'credentials'],
    ['bank', 'providerConsent'],
    ['mfa', 'connecting.mfa.prompt'],
    ['upload', 'upload.choosing'],
    ['accounts', 'connecting.accountSelection.prompt'],
    ['back', 'steppedBack'],
  ])('%s after Back', (screen, where) => {
    expect(place(follow(`mount list back ${screen}`))).toBe(where);
    expect(place(follow(`mount list back ${screen} ${screen}`))).toBe(where);
  });

  it.each([
    ...['AGGREGATION_ERROR', 'UNHANDLED', 'ACCESS_DENIED'].map((code) => [code, 'problem.failed']),
    ...['DISABLED_INSTITUTION', 'INVALID_INSTITUTION', 'INSTITUTION_NOT_AVAILABLE'].map((code) => [
      code,
      'problem.institution',
    ]),
  ])('%s strikes at any time', (code, where) => {
    const snapshot = follow(`mount ${code}`);
    expect([place(snapshot), snapshot.context.error, ...facts(snapshot)]).toEqual([where, code, ...undecided]);
    expect(place(follow(`mount ${code} list`))).toBe('institution.selector');
  });

  const codes = ['INVALID_USERNAME', 'INVALID_PASSWORD', 'INVALID_LOGIN', 'RETRY_LATER', 'UNAUTHORIZED', 'NEW_ACCOUNT'];
  it.each([...codes, 'AGGREGATION_ERROR', 'UNHANDLED', 'ACCESS_DENIED'])(
    '%s is one failure, before or after RETRY_COUNT',
    (code) => {
      for (const both of [code, `${code} RETRY_COUNT`, `RETRY_COUNT ${code}`]) {
        expect(follow(`${toForm} submit ${both}`).context.error).toBe(code);
        if (codes.includes(code)) follow(`${toForm} submit ${both} max`, { maximumRetry: 1 });
      }
      follow(`${toForm} submit ${code} max ${code}`, { maximumRetry: 1 });
    },
  );
});

describe('maximumRetry', () => {
  it.each([1, 2, 3, 5])('%i', (maximumRetry) => {
    for (const failure of ['INVALID_LOGIN', 'RETRY_COUNT INVALID_LOGIN', 'RETRY_LATER RETRY_COUNT RETRY_COUNT']) {
      const fail = (n: number) => `${toForm} ${Array(n).fill(`submit ${failure}`).join(' formRetry ')}`;
      for (let n = 1; n < maximumRetry; n++) follow(`${fail(n)} !max`, { maximumRetry });
      const snapshot = follow(`${fail(maximumRetry)} max !formRetry !form`, { maximumRetry });
      expect(facts(snapshot)).toEqual(noOtherTry);
      follow(`${fail(maximumRetry + 2)} max max`, { maximumRetry });
      follow(`${fail(maximumRetry + 2)} max`);
      follow(`${fail(maximumRetry + 2)} !max`, { maximumRetry: null });
    }
  });

  it('may tell of the last failure itself, and counts wrong answers', () => {
    follow(`${toForm} submit max`, { maximumRetry: 1 });
    follow(`${toForm} submit !max INVALID_LOGIN ${retry} max`, { maximumRetry: 2 });
    follow(`${toForm} submit !max INVALID_LOGIN ${retry} !max`, { maximumRetry: 3 });
    follow(`${toMfa} answer wrong !max mfaRetry answer wrong max`, { maximumRetry: 2 });
  });
});

describe('illegal', () => {
  const fresh = everyType.filter((type) => type !== 'APP_MOUNTED' && type !== 'TOKEN_INVALID');

  it('before APP_MOUNTED: everything but TOKEN_INVALID, after which the same holds', () => {
    const refused = fresh.map((type) => `!${type}`).join(' ');
    follow(`${refused} TOKEN_INVALID ${refused} TOKEN_INVALID mount list`);
  });

  it('after the end: everything but what concerns the frame and not the connection', () => {
    const late = ['APP_RESIZE', 'FEEDBACK', 'APP_ONLINE', 'APP_OFFLINE'];
    const words = everyType.map((type) => `${late.includes(type) ? '=' : '!'}${type}`).join(' ');
    expect(facts(follow(`${toForm} submit redirect ${words}`))).toEqual(succeeded);
    const session = openSession(flinks);
    for (const word of `${toForm} submit redirect`.split(' ')) session.receive(posted(named(word)));
    expect(session.receive(posted('REDIRECT'))).toMatchObject({ verdict: 'illegal', code: 'after_end' });
  });

  it.each<[string, string, FlinksInput?]>([
    ['REDIRECT before any authorization', 'mount !redirect list !redirect pick !redirect form !redirect'],
    ['REDIRECT before the bank has the consent', 'mount list pick bank !redirect agree POPUP_BLOCKED !redirect'],
    ['REDIRECT at the MFA prompt', `${toForm} submit QUESTION_NOT_FOUND !redirect mfa !redirect`],
    ['REDIRECT on an error', `${toForm} submit INVALID_LOGIN !redirect`],
    ['REDIRECT twice', `${toForm} submit redirect !redirect`],
    ['REDIRECT before the files are sent', 'mount upload !redirect file !redirect'],
    ['SUBMIT_CREDENTIAL without the form', 'mount !submit list !submit pick !submit form submit !submit'],
    ['SUBMIT_CREDENTIAL on an error', `${toForm} submit INVALID_LOGIN !submit back !submit`],
    [
      'SUBMIT_MFA without the prompt',
      `mount !answer ${toForm} !answer submit !answer QUESTION_NOT_FOUND !answer mfa answer !answer`,
    ],
    ['UPLOAD_SUBMIT without a file', 'mount list !file !send upload !send file send !send'],
    [
      'the retry screens without a failure',
      `mount !formRetry !mfaRetry ${toForm} !formRetry submit !formRetry !mfaRetry mfa !mfaRetry`,
    ],
    ["the other failure's retry screen", `${toForm} submit INVALID_LOGIN !mfaRetry`],
    [
      'a retry where there is none',
      `${toMfa} answer INVALID_SECURITY_RESPONSE_NO_RETRY !mfaRetry !formRetry !mfa !form`,
    ],
    ['RETRY_COUNT before an attempt', `mount !RETRY_COUNT ${toForm} !RETRY_COUNT`],
    ['ACCOUNT_SELECTED without the selection', `mount !account ${toForm} submit !account accounts account`],
    ['the selection before an authorization', `mount !accounts list pick form !accounts submit mfa !accounts`],
    ['the form before an institution', 'mount list !form !bank', { path: '/v2/' }],
    ['the form of a bank reached by OAuth', 'mount list pick bank agree !form !submit !mfa'],
    ['the provider consent without its screen', 'mount !agree list pick !agree form !agree'],
    ['a popup that is not open', 'mount !POPUP_OPENED list pick bank agree !POPUP_CLOSED !POPUP_UPDATED'],
    [
      'the consent without its screen',
      'mount !COMPONENT_ACCEPT_CONSENT !COMPONENT_DENY_CONSENT list !COMPONENT_ACCEPT_CONSENT',
    ],
    ['the enhanced MFA before an authorization', `${toForm} !SUBMIT_GET_MFA_QUESTIONS !ENHANCED_MFA_HAS_QUESTIONS`],
    [
      'the enhanced MFA without questions',
      `${toForm} submit SUBMIT_GET_MFA_QUESTIONS !SUBMIT_ANSWER_MFA_QUESTIONS !SKIP_ENHANCED_MFA !ENHANCED_MFA_SUCCESS ENHANCED_MFA_NO_QUESTIONS !SKIP_ENHANCED_MFA`,
    ],
    ['the troubleshooting tips without the help', 'mount !COMPONENT_HELP2FA_TROUBLESHOOTING COMPONENT_HELP2FA_INFO'],
    [
      'anything but a reload on an expired token',
      'mount TOKEN_INVALID !list !form !back !mfa !upload APP_RESIZE mount list',
    ],
  ])('%s', (_why, words, input) => void follow(words, input));
});

describe('the configuration', () => {
  const submitted = `${toForm} submit`;

  /** What it switches off; where; which events; a value that leaves them on, if there is one. */
  it.each<[FlinksInput, string, string, FlinksInput?]>([
    [{ closeEnable: false }, 'mount', 'close', { closeEnable: true }],
    [{ backEnable: false }, 'mount list', 'back COMPONENT_BACK_SESSION', { backEnable: true }],
    [
      { consentEnable: false },
      'mount',
      'consent COMPONENT_CONSENT_INTRO COMPONENT_CONSENT_ABOUT_OPEN COMPONENT_CONSENT_ABOUT_CLOSE COMPONENT_CONSENT_PRIVACY COMPONENT_CONSENT_PRIVACY_OPEN COMPONENT_CONSENT_PRIVACY_CLOSE',
      { consentEnable: true },
    ],
    [{ consentTitleAppendText: null }, 'mount', 'COMPONENT_CONSENT_INTRO', { consentTitleAppendText: 'x' }],
    [
      { termsUrl: null },
      'mount',
      'COMPONENT_ACCEPT_TERMS COMPONENT_DENY_TERMS COMPONENT_CLICK_TERMS_URL',
      { termsUrl: 'https://x.example' },
    ],
    [{ accountSelectorEnable: false }, submitted, 'accounts', { accountSelectorEnable: true }],
    [
      { enhancedMFA: false },
      submitted,
      'SUBMIT_GET_MFA_QUESTIONS ENHANCED_MFA_HAS_QUESTIONS ENHANCED_MFA_NO_QUESTIONS',
      { enhancedMFA: true },
    ],
    [
      { skipEnhancedMFA: false },
      `${submitted} ENHANCED_MFA_HAS_QUESTIONS`,
      'SKIP_ENHANCED_MFA',
      { skipEnhancedMFA: true },
    ],
    [{ maximumRetry: null }, submitted, 'max', { maximumRetry: 1 }],
    [{ maximumRetry: null }, `${submitted} INVALID_LOGIN`, 'max', { maximumRetry: 1 }],
    [{ resumeSelectedAccounts: null }, 'mount', 'RESUME_SELECTED_ACCOUNTS_INVALID', { resumeSelectedAccounts: 'a' }],
    [{ resumeSelectedAccounts: 'a' }, submitted, 'accounts', { resumeSelectedAccounts: null }],
    [{ requestId: null }, 'mount', 'mfa QUESTION_NOT_FOUND', { requestId: 'R0' }],
    [{ requestId: 'R0' }, 'mount', 'list form pick bank upload', { requestId: null }],
    [
      { oauthWindowRedirect: true },
      'mount list pick bank agree',
      'POPUP_OPENED POPUP_BLOCKED',
      { oauthWindowRedirect: false },
    ],
    [{ path: '/v2/' }, 'mount', 'form pick bank upload'],
    [{ path: '/v2/Credential/14' }, 'mount', 'list upload', { path: null }],
    [{ path: '/v2/Upload' }, 'mount', 'form pick bank mfa QUESTION_NOT_FOUND', { path: '/v2/Credential/14' }],
    [{ path: '/v2/Upload' }, 'mount list pick', 'form bank POPUP_OPENED POPUP_BLOCKED', { path: '/v2/' }],
  ])('%j switches off, after "%s": %s', (off, before, types, on) => {
    const words = types.split(' ');
    follow(`${before} ${words.map((type) => `!${type}`).join(' ')}`, off);
    const inWords = Object.entries(off).map(([key, value]) => [
      key,
      typeof value === 'boolean' ? String(value) : value,
    ]);
    follow(`${before} ${words.map((type) => `!${type}`).join(' ')}`, Object.fromEntries(inWords));
    for (const type of words) {
      follow(`${before} ${type}`);
      if (on) follow(`${before} ${type}`, on);
    }
  });

  it('reads "true" as true', () => {
    follow('mount close consent', { closeEnable: 'true', consentEnable: 'true' });
    follow('mount list pick bank agree !POPUP_OPENED', { oauthWindowRedirect: 'true' });
  });

  it('keeps allowing the selection of accounts once the kept ones were refused', () => {
    const words = `${submitted} RESUME_SELECTED_ACCOUNTS_INVALID RETRY_LATER ${retry} accounts`;
    follow(words, { resumeSelectedAccounts: 'a' });
  });

  it.each<[string, unknown]>([
    ['a word for a flag', { closeEnable: 'yes' }],
    ['a number for a flag', { enhancedMFA: 1 }],
    ['a text for a number', { maximumRetry: '3' }],
    ['a negative number', { maximumRetry: -1 }],
    ['a number for a text', { requestId: 5 }],
    ['a list', []],
    ['a text', 'closeEnable'],
  ])('refuses %s', (_why, input) => {
    const wrong = input as FlinksInput;
    expect(() => openSession(flinks, { input: wrong })).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
    expect(createActor(flinksMachine, { input: wrong }).getSnapshot().error).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('warns of a key that it does not know', () => {
    const warnings: string[] = [];
    const input = { closeEnabled: true } as FlinksInput;
    openSession(flinks, { input, onWarning: (warning) => warnings.push(warning) });
    expect(warnings).toEqual([expect.stringContaining('closeEnabled')]);
  });
});

describe('flinks.read', () => {
  it.each<[string, unknown, string, string?]>([
    ['a step', { step: 'APP_MOUNTED' }, 'event', 'APP_MOUNTED'],
    ['a code', { flinksCode: 'INVALID_LOGIN', requestId: 'r', institution: 'b' }, 'event', 'INVALID_LOGIN'],
    ['JSON of a step', '{"step":"SUBMIT_MFA"}', 'event', 'SUBMIT_MFA'],
    ['JSON of a code', '{"flinksCode":"UNHANDLED"}', 'event', 'UNHANDLED'],
    ['both keys', { step: 'REDIRECT', loginId: 'l', flinksCode: 'INVALID_LOGIN' }, 'event', 'REDIRECT'],
    [
      'both keys, the documented pair',
      { step: 'RESUME_SELECTED_ACCOUNTS_INVALID', accountId: ['a'], flinksCode: 'X' },
      'event',
      'RESUME_SELECTED_ACCOUNTS_INVALID',
    ],
    ['an unknown step with a known code', { step: 'NEW_STEP', flinksCode: 'INVALID_LOGIN' }, 'event', 'INVALID_LOGIN'],
    ['an unknown step with an unknown code', { step: 'NEW_STEP', flinksCode: 'NEW_CODE' }, 'unrecognized', 'NEW_STEP'],
    ['an unknown step without a code', { step: 'NEW_STEP', flinksCode: null }, 'unrecognized', 'NEW_STEP'],
    ['an unknown code', { flinksCode: 'NEW_CODE' }, 'unrecognized', 'NEW_CODE'],
    ['an empty step beside a code', { step: '', flinksCode: 'INVALID_LOGIN' }, 'event', 'INVALID_LOGIN'],
    ['a null step beside a code', { step: null, flinksCode: 'INVALID_LOGIN' }, 'event', 'INVALID_LOGIN'],
    ['a null code: success', { flinksCode: null, loginId: 'l' }, 'event', 'N/A'],
    ['an empty code: success', { flinksCode: '' }, 'event', 'N/A'],
    ['the code of success', { flinksCode: 'N/A' }, 'event', 'N/A'],
    ['a null code beside a step', { step: 'APP_MOUNTED', flinksCode: null }, 'event', 'APP_MOUNTED'],
    ['a hostile step', { step: '__proto__' }, 'unrecognized', '__proto__'],
    ['a hostile code', { flinksCode: 'constructor' }, 'unrecognized', 'constructor'],
    ['a hostile key', JSON.parse('{"__proto__":{"step":"APP_MOUNTED"}}'), 'foreign'],
    ['a step that is inherited', Object.create({ step: 'APP_MOUNTED' }), 'foreign'],
    ['a number for a step', { step: 5 }, 'foreign'],
    ['a number for a code', { flinksCode: 5 }, 'foreign'],
    ['another object', { type: 'webpackOk' }, 'foreign'],
    ['nothing', null, 'foreign'],
    ['text', 'hello', 'foreign'],
    ['a list', [{ step: 'APP_MOUNTED' }], 'foreign'],
    ['JSON of a list', '[{"step":"APP_MOUNTED"}]', 'foreign'],
    ['a null field', { step: 'INSTITUTION_SELECTED', institution: null }, 'event', 'INSTITUTION_SELECTED'],
    ['an extra key', { step: 'APP_RESIZE', height: 400 }, 'event', 'APP_RESIZE'],
    [
      'an institution of the wrong type',
      { step: 'INSTITUTION_SELECTED', institution: 5 },
      'malformed',
      'INSTITUTION_SELECTED',
    ],
    ['a requestId of the wrong type', { flinksCode: 'INVALID_LOGIN', requestId: {} }, 'malformed', 'INVALID_LOGIN'],
    [
      'counts of the wrong type',
      { step: 'COMPONENT_LOAD_ACCOUNT_SELECTION', totalAccounts: '3' },
      'malformed',
      'COMPONENT_LOAD_ACCOUNT_SELECTION',
    ],
    [
      'cached of the wrong type',
      { step: 'COMPONENT_LOAD_INSTITUTION_SELECTOR', cached: 'no' },
      'malformed',
      'COMPONENT_LOAD_INSTITUTION_SELECTOR',
    ],
    ['an account of the wrong type', { step: 'ACCOUNT_SELECTED', accountId: 5 }, 'malformed', 'ACCOUNT_SELECTED'],
    ['accounts of the wrong type', { step: 'ACCOUNT_SELECTED', accountId: ['a', 5] }, 'malformed', 'ACCOUNT_SELECTED'],
    ['mfaTypes of any type', { step: 'COMPONENT_LOAD_MFA', mfaTypes: 5 }, 'event', 'COMPONENT_LOAD_MFA'],
    ['REDIRECT without anything', { step: 'REDIRECT' }, 'malformed', 'REDIRECT'],
    ['REDIRECT with an empty loginId', { step: 'REDIRECT', loginId: '' }, 'malformed', 'REDIRECT'],
    [
      'REDIRECT with a url that holds none',
      { step: 'REDIRECT', url: 'https://x.example/?tag=loginId' },
      'malformed',
      'REDIRECT',
    ],
    [
      'REDIRECT with a url that holds an empty one',
      { step: 'REDIRECT', url: '/?loginId=&tag=1' },
      'malformed',
      'REDIRECT',
    ],
    ['REDIRECT with a url that is no text', { step: 'REDIRECT', loginId: 'l', url: 5 }, 'malformed', 'REDIRECT'],
    ['REDIRECT with a url only', { step: 'REDIRECT', url: '/Result?a=b&loginId=l' }, 'event', 'REDIRECT'],
    ['REDIRECT with accounts in a list', { step: 'REDIRECT', loginId: 'l', accountId: 'a,b' }, 'event', 'REDIRECT'],
    [
      'REDIRECT with accounts in an array',
      { step: 'REDIRECT', loginId: 'l', accountId: ['a', 'b'] },
      'event',
      'REDIRECT',
    ],
  ])('%s', (_why, message, kind, type) => {
    const reading = flinks.read(message);
    expect([
      reading.kind,
      'event' in reading ? reading.event.type : 'type' in reading ? reading.type : undefined,
    ]).toEqual([kind, type]);
  });

  it('leaves behind what no schema knows', () => {
    const message = { step: 'SUBMIT_CREDENTIAL', institution: 'b', password: 'p', type: 'x' };
    expect(eventIn(flinks, message)).toEqual({ type: 'SUBMIT_CREDENTIAL', institution: 'b' });
  });
});

describe('flinksInputFromUrl', () => {
  const host = 'https://toolbox-iframe.private.fin.ag';
  it.each<[string, FlinksInput]>([
    [`${host}/v2/?demo=true&maximumRetry=3`, { path: '/v2/', demo: true, maximumRetry: 3 }],
    [`${host}/v2/Upload?closeEnable=false`, { path: '/v2/Upload', closeEnable: false }],
    [`${host}/v2/Credential/14`, { path: '/v2/Credential/14' }],
    [`${host}/v2/?authorizeToken=secret&utm=1&__proto__=x&constructor=y`, { path: '/v2/' }],
    [`${host}/v2/?closeEnable=yes&maximumRetry=many&enhancedMFA=`, { path: '/v2/' }],
    [`${host}/v2/?maximumRetry=-1`, { path: '/v2/' }],
    [
      `${host}/v2/?requestId=R0&termsUrl=https%3A%2F%2Fx.example%2F%3Fa%3D1`,
      { path: '/v2/', requestId: 'R0', termsUrl: 'https://x.example/?a=1' },
    ],
    ['/v2/?language=fr', { path: '/v2/', language: 'fr' }],
  ])('%s', (src, input) => {
    expect(flinksInputFromUrl(src)).toEqual(input);
    expect(createActor(flinksMachine, { input: flinksInputFromUrl(src) }).getSnapshot().status).toBe('active');
  });

  it('yields an input that the chart takes, whatever the number', () => {
    const input = flinksInputFromUrl(`${host}/v2/?maximumRetry=${'9'.repeat(400)}`);
    expect(createActor(flinksMachine, { input }).getSnapshot().status).toBe('active');
  });
});
