/** In which environments something is so, to stand behind it: ` (in dev, prod)`. Empty when it is so in all of them. */
export function inOnly(environments: readonly string[]): string {
  return environments.length === 0 ? "" : ` (in ${environments.join(", ")})`;
}
