/** Outside numbers as people read them. Pure. */

const RUSSIAN = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/;

/** +74951234567 -> +7 495 123-45-67; numbers of other countries, short and internal ones stay as they are. */
export function formatPhone(number: string): string {
  return number.replace(RUSSIAN, "+7 $1 $2-$3-$4");
}
