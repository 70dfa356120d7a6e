/** When any rule was evaluated last; undefined while none was. */
export function lastCheck(
  rules: readonly { readonly lastEvaluatedAt?: string | null | undefined }[] | undefined,
): string | undefined {
  return rules?.reduce<string | undefined>((last, { lastEvaluatedAt: at }) => {
    return at && (last === undefined || Date.parse(at) > Date.parse(last)) ? at : last;
  }, undefined);
}
