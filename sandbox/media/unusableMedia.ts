/** A client's picture, video or sound cannot be used; the message tells the client why. */
export class UnusableMedia extends Error {}

/** Its link leads nowhere. */
export class UnreachableMedia extends UnusableMedia {}
