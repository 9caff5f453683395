/** The loginId in a REDIRECT's url, or null. Not by `URL`: React Native's is incomplete, and the url may be relative. */
export function loginIdInUrl(url: string | null | undefined): string | null {
  return parameterInUrl(url, 'loginId');
}

/** The decoded value of a query parameter, also behind a `#`; null when it is absent or empty. */
export function parameterInUrl(url: string | null | undefined, name: string): string | null {
  const found = url?.match(new RegExp(`[?&#]${name}=([^&#]*)`, 'i'))?.[1];
  if (!found) return null;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
