/** The guards as what they are, plain predicates: each of their conditions decides on its own somewhere below. */
import { describe, expect, it } from 'vitest';
import { type FlinksConfiguration, flinksContextGuards } from '../../src/guards/flinks.guards.ts';
import { flexitiPayloadGuards, pinwheelContextGuards, pinwheelPayloadGuards } from '../../src/guards/index.ts';

const unknown: FlinksConfiguration = {
  entry: undefined,
  requestId: undefined,
  resumeSelectedAccounts: undefined,
  consentEnable: undefined,
  consentTitleAppendText: undefined,
  termsUrl: undefined,
  accountSelectorEnable: undefined,
  enhancedMFA: undefined,
  skipEnhancedMFA: undefined,
  maximumRetry: undefined,
  closeEnable: undefined,
  backEnable: undefined,
  oauthWindowRedirect: undefined,
};

describe('a guard of Flinks', () => {
  it.each<[keyof typeof flinksContextGuards, Partial<FlinksConfiguration>, number, boolean]>([
    ['hasFailed', {}, 0, false],
    ['hasFailed', {}, 1, true],
    ['hasFailed', { entry: 'upload' }, 1, false],
    ['hasFailed', { entry: 'credential' }, 1, true],
    ['mayStartAtMfa', {}, 0, true],
    ['mayStartAtMfa', { requestId: true }, 0, true],
    ['mayStartAtMfa', { requestId: false }, 0, false],
    ['mayStartAtMfa', { entry: 'upload' }, 0, false],
    ['popupAllowed', {}, 0, true],
    ['popupAllowed', { entry: 'upload' }, 0, false],
    ['popupAllowed', { oauthWindowRedirect: true }, 0, false],
    ['isUploadOnly', {}, 0, false],
    ['isUploadOnly', { entry: 'upload' }, 0, true],
    ['isUploadOnly', { entry: 'credential' }, 0, false],
    ['skipAllowed', {}, 0, true],
    ['skipAllowed', { enhancedMFA: false }, 0, false],
    ['skipAllowed', { skipEnhancedMFA: false }, 0, false],
    ['accountSelectionAllowed', {}, 0, true],
    ['accountSelectionAllowed', { entry: 'upload' }, 0, false],
    ['accountSelectionAllowed', { accountSelectorEnable: false }, 0, false],
    ['accountSelectionAllowed', { resumeSelectedAccounts: true }, 0, false],
  ])('%s with %j, after %i failures: %s', (name, configuration, failures, holds) => {
    const context = {
      configuration: { ...unknown, ...configuration },
      error: null,
      failures,
      accountsRefused: false,
      popupOpened: false,
    };
    expect(flinksContextGuards[name]({ context })).toBe(holds);
  });
});

describe('a guard of Flexiti', () => {
  it.each([null, 2233000, 'none'])(
    'takes apply in the application flow for one, with the number %j',
    (accountNumber) => {
      for (const verified of [true, false, null, 'true']) {
        const event = { type: 'flx-success', eventData: { accountNumber, verified, action: 'apply' } };
        expect(flexitiPayloadGuards.isApplication({ context: { flow: 'apply' }, event })).toBe(true);
        expect(flexitiPayloadGuards.isApplication({ context: { flow: 'purchase' }, event })).toBe(false);
        expect(flexitiPayloadGuards.isApplication({ context: { flow: null }, event })).toBe(false);
      }
    },
  );

  it('reads a message without its data as nothing', () => {
    for (const eventData of [undefined, null])
      expect(flexitiPayloadGuards.isRetry({ context: { flow: null }, event: { type: 'flx-success', eventData } })).toBe(
        false,
      );
  });
});

describe('a guard of Pinwheel', () => {
  const context = {
    sdkVersion: null,
    jobs: null,
    onDemandUpdate: null,
    login: 'none',
    succeeded: false,
    error: null,
    errorSeen: false,
  } as const;

  it.each([
    [null, 'none', true],
    [true, 'none', true],
    [false, 'none', false],
    [null, 'attempted', false],
    [true, 'done', false],
  ] as const)('lets an update on demand (%s) log in after %s: %s', (onDemandUpdate, login, holds) => {
    const args = { context: { ...context, onDemandUpdate, login } };
    expect(pinwheelContextGuards.loginWithoutAttemptPossible(args)).toBe(holds);
  });

  it.each([undefined, null, 'LOGIN'])('reads the payload %j as none', (payload) => {
    const event = { type: 'screen_transition', payload };
    expect(pinwheelPayloadGuards.isScreen({ event }, 'LOGIN')).toBe(false);
  });
});
