/** A client's picture, video or sound cannot be used; the message tells the client why. */
export class UnusableMedia extends Error {}
