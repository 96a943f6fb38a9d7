/** What the place of inference does to the price, in thousandths (platform.claude.com/docs/en/build-with-claude/data-residency). */
export const US_PERMILLE = 1100;
