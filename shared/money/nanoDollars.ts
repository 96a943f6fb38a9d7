declare const nanoDollars: unique symbol;

/**
 * Money: an integer of 10^-9 US dollars, in a JavaScript number. 2^53 nano-dollars are nine million dollars, more than any one sum here;
 * every function that makes one throws when the result is not a safe integer.
 */
export type NanoDollars = number & { readonly [nanoDollars]: true };
