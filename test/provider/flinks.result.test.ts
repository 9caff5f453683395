import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import * as root from '../../src/index.ts';
import { type FlinksResult, flinksMachine, flinksResultFromUrl } from '../../src/machines/flinks/index.ts';

const loginId = '6747ff12-6943-429f-c710-08d9aaed1c78';

describe('the result in the address of the landing page', () => {
  it.each<[string, string, Partial<FlinksResult>]>([
    ['a query', `https://host.example/landing?loginId=${loginId}&institution=FlinksCapital`, {}],
    ['a fragment', `https://host.example/#/landing?institution=FlinksCapital&loginId=${loginId}`, {}],
    ['a fragment without a query', `https://host.example/#loginId=${loginId}&institution=FlinksCapital`, {}],
    ['a scheme of an app', `myapp://flinks?loginId=${loginId}&institution=FlinksCapital`, {}],
    ['a scheme without a host', `myapp:done?loginId=${loginId}&institution=FlinksCapital`, {}],
    ['a path alone', `/landing?loginId=${loginId}&institution=FlinksCapital#top`, {}],
    ['other parameters', `https://h.example/?a=1&LoginId=${loginId}&institution=FlinksCapital&tag=t`, {}],
    [
      'one account',
      `https://h.example/?loginId=${loginId}&institution=FlinksCapital&accountId=a1`,
      { accountIds: ['a1'] },
    ],
    [
      'several accounts and a request',
      `https://h.example/?loginId=${loginId}&accountId=a1%2Ca2,a3&requestId=r1&institution=FlinksCapital`,
      { accountIds: ['a1', 'a2', 'a3'], requestId: 'r1' },
    ],
    ['no institution', `https://h.example/?loginId=${loginId}`, { institution: null }],
    ['an encoded institution', `https://h.example/?loginId=${loginId}&institution=A%26B`, { institution: 'A&B' }],
  ])('is read from %s', (_where, url, more) => {
    const expected = { loginId, institution: 'FlinksCapital', accountIds: [], ...more };
    expect(flinksResultFromUrl(url)).toEqual(expected);
  });

  it.each([
    '',
    '?',
    'no address',
    'https://host.example/landing',
    'https://host.example/landing?loginId=',
    'https://host.example/landing?xloginId=1&login=2',
    'https://host.example/landing?next=https%3A%2F%2Fother.example%3FloginId%3D1',
    'https://host.example/loginId=1',
    String.raw`https://host.example\?`,
    '\ud800',
    '%'.repeat(10_000),
    '?'.repeat(100_000),
  ])('is null for %j', (url) => {
    expect(flinksResultFromUrl(url)).toBeNull();
  });

  it('is never thrown at: broken encodings stay as they are, and what is no text is null', () => {
    expect(flinksResultFromUrl('?loginId=%zz&institution=%E0%A4%A')).toMatchObject({
      loginId: '%zz',
      institution: '%E0%A4%A',
    });
    for (const nothing of [undefined, null, 5, {}, new URL('https://h.example/?loginId=1')]) {
      expect(flinksResultFromUrl(nothing as string)).toBeNull();
    }
  });

  it('needs no URL of the platform', () => {
    vi.stubGlobal('URL', undefined);
    vi.stubGlobal('URLSearchParams', undefined);
    try {
      expect(flinksResultFromUrl(`myapp://x?loginId=${loginId}`)?.loginId).toBe(loginId);
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('is what a REDIRECT with that address comes to', () => {
    const url = `https://h.example/?loginId=${loginId}&institution=FlinksCapital&accountId=a1,a2&requestId=r1`;
    const session = root.openSession(root.flinks);
    for (const step of ['APP_MOUNTED', 'COMPONENT_LOAD_INSTITUTION_SELECTOR']) session.receive({ step });
    for (const step of ['COMPONENT_LOAD_UPLOAD', 'UPLOAD_INPUT_CHANGE', 'UPLOAD_SUBMIT']) session.receive({ step });
    session.receive({ step: 'REDIRECT', url });
    expect(session.snapshot.machine).toBe(flinksMachine);
    expect(root.getOutput(session.snapshot)).toEqual(flinksResultFromUrl(url));
  });

  it('is public at the root too', () => {
    expect(root.flinksResultFromUrl).toBe(flinksResultFromUrl);
    expectTypeOf(flinksResultFromUrl).toEqualTypeOf<(url: string) => FlinksResult | null>();
  });
});
