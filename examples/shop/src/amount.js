/** An amount as people read it: `12.90`. @param {number} cents */
export function amount(cents) {
  return (cents / 100).toFixed(2);
}
