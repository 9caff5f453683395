import type { ProviderPosting } from '../posting.ts';

/** Flexiti posts one message, to whoever embeds it. */
export const flexitiPosting: ProviderPosting = {
  origin: null,
  forms: {},
  post: (message) => message,
  copyOf: () => null,
  isCopy: () => false,
  unknown: { eventType: 'flx-not-known-yet', eventData: {} },
  offline: null,
};
