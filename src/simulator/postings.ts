/** How each provider's widget posts, and the forms that a caller may choose. */
import { WidgetError } from '../errors.ts';
import { flexitiPosting } from '../machines/flexiti/flexiti.posting.ts';
import { flinksPosting } from '../machines/flinks/flinks.posting.ts';
import { opalPosting } from '../machines/opal/opal.posting.ts';
import { pinwheelPosting } from '../machines/pinwheel/pinwheel.posting.ts';
import type { Form, ProviderPosting } from '../machines/posting.ts';
import type { Provider, ProviderName } from '../machines/provider.ts';

/**
 * How each provider's widget posts.
 *
 * @example
 * ```ts
 * import { postings } from 'widget-statecharts/simulator';
 *
 * console.log(postings.opal.forms.copies); // [ 'generic-last', 'generic-first', 'none' ]
 * ```
 */
export const postings: Readonly<Record<ProviderName, ProviderPosting>> = {
  flinks: flinksPosting,
  flexiti: flexitiPosting,
  opal: opalPosting,
  pinwheel: pinwheelPosting,
};

/** The provider's usual form, with what the caller chose instead. */
export function formOf({ name, title }: Provider, given: Form): Form {
  const { forms } = postings[name];
  for (const [key, value] of Object.entries(given)) {
    if (Object.hasOwn(forms, key) && forms[key]?.includes(value)) continue;
    const known = Object.entries(forms).map(([form, values]) => `${form} (${values.join(', ')})`);
    throw new WidgetError(
      'INVALID_OPTION',
      `${title} has no form ${key}: ${value}. It has ${known.join(', ') || 'none to choose'}.`,
    );
  }
  return { ...Object.fromEntries(Object.entries(forms).map(([key, [usual = '']]) => [key, usual])), ...given };
}
