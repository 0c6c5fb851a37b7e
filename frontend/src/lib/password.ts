/** How hard a password is to guess, 0..4: length first, then variety. A hint; the server decides. */
export function passwordStrength(password: string): number {
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const distinct = new Set(password).size;
  if (password.length < 8 || distinct < 5) return password === "" ? 0 : 1;
  if (password.length >= 16 && distinct >= 10) return 4;
  return Math.min(4, (password.length >= 12 ? 2 : 1) + (kinds >= 3 ? 1 : 0) + (kinds >= 2 && distinct >= 8 ? 1 : 0));
}
