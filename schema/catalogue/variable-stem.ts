/** How the environment variables begin that say where a thing is: `orders-db` is in `ORDERS_DB_HOST`. */
export function variableStem(name: string): string {
  return name.toUpperCase().replaceAll("-", "_");
}
