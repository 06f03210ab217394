/** The name of an environment variable: `DATABASE_user-data_HOST` → `DATABASE_USER_DATA_HOST`. */
export function variable(name: string): string {
  return name.replaceAll('-', '_').toUpperCase();
}
