import type { ProviderPosting } from '../posting.ts';

/** Flinks Connect posts objects, or with `stringify=true` their JSON. */
export const flinksPosting: ProviderPosting = {
  origin: 'https://toolbox-iframe.private.fin.ag',
  forms: { stringify: ['false', 'true'] },
  post: (message, { stringify }) => (stringify === 'true' ? JSON.stringify(message) : message),
  copyOf: () => null,
  isCopy: () => false,
  unknown: { step: 'COMPONENT_NOT_KNOWN_YET' },
  offline: { step: 'APP_OFFLINE' },
};
