/** An address to go on to after signing in, when it lies inside this console; anything else is refused. */
export function localAddress(wanted: string | undefined): string | undefined {
  if (wanted === undefined || !wanted.startsWith("/") || wanted.startsWith("//") || wanted.includes("\\"))
    return undefined;
  return wanted.startsWith("/sign-in") || wanted.startsWith("/setup") ? undefined : wanted;
}
