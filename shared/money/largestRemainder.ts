/**
 * Rounds amounts so that they still add up: each is rounded down, and the units that are missing go to the largest remainders, the earlier
 * of equals first. No amount moves by more than one unit.
 */
export function roundTogether(amounts: readonly bigint[], unit: bigint): bigint[] {
  const floors = amounts.map(amount => floorDivide(amount, unit));
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  const missing = Number(roundHalfUp(total, unit) - floors.reduce((sum, floor) => sum + floor, 0n));
  const byRemainder = amounts
    .map((amount, index) => ({ index, remainder: amount - (floors[index] as bigint) * unit }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  const raised = new Set(byRemainder.slice(0, missing).map(({ index }) => index));
  return floors.map((floor, index) => (raised.has(index) ? floor + 1n : floor));
}

function floorDivide(amount: bigint, unit: bigint): bigint {
  return amount >= 0n || amount % unit === 0n ? amount / unit : amount / unit - 1n;
}

function roundHalfUp(amount: bigint, unit: bigint): bigint {
  return floorDivide(2n * amount + unit, 2n * unit);
}
