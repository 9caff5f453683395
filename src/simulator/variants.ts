/** The variants of a kit's wire format that a caller chose. */
import { WidgetError } from '../errors.ts';
import type { Kit, Variants } from '../kit/kit.ts';

/** The provider's usual variants, with what the caller chose instead. */
export function variantsOf({ provider, wire }: Kit, given: Variants): Variants {
  const { variants } = wire;
  for (const [choice, value] of Object.entries(given)) {
    if (Object.hasOwn(variants, choice) && variants[choice]?.includes(value)) continue;
    const known = Object.entries(variants).map(([name, values]) => `${name} (${values.join(', ')})`);
    throw new WidgetError(
      'INVALID_OPTION',
      `${provider.title} has no variant ${choice}: ${value}. It has ${known.join(', ') || 'none to choose'}.`,
    );
  }
  const usual = Object.entries(variants).map(([choice, [first = '']]) => [choice, first]);
  return { ...Object.fromEntries(usual), ...given };
}
