import type { WireFormat } from '../../kit/kit.ts';

/** Opal posts each flow and step under its own name and, before or after it, under a generic one. */
export const opalWire: Partial<WireFormat> = {
  variants: {
    copies: ['generic-last', 'generic-first', 'none'],
    // The samples' own by default, so that a run can be repeated to the letter.
    timestamps: ['sample', 'now'],
  },
  post: (message, { timestamps }) =>
    timestamps === 'now' && isTime(message.timestamp) ? { ...message, timestamp: new Date().toISOString() } : message,
  copyOf: (message, { copies }) => {
    const { object, action, type } = message;
    const isDoubled = (object === 'flow' || object === 'step') && !String(type).startsWith('opal.');
    if (copies === 'none' || !isDoubled) return null;
    return {
      copy: { ...message, type: `opal.${String(object)}.${String(action)}`, data: null },
      first: copies === 'generic-first',
    };
  },
  isCopy: (type, { copies }) => copies !== 'none' && /^opal\.(flow|step)\./.test(type),
  unknown: {
    type: 'opal.quiz.started',
    mode: 'opal',
    object: 'quiz',
    action: 'started',
    timestamp: '2025-06-10T22:50:53.024Z',
    data: null,
  },
};

/** An invalid one stays invalid. */
function isTime(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
