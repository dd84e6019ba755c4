import { types } from 'node:util';

/**
 * Jest runs tests in a realm of their own, where the errors of Node itself (of a socket, of a stream) are
 * no `instanceof Error`. n8n has a single realm: this makes it so here.
 */
export function recogniseErrorsOfNode(): void {
	const ordinary = Function.prototype[Symbol.hasInstance];
	Object.defineProperty(Error, Symbol.hasInstance, {
		configurable: true,
		value(this: unknown, value: unknown) {
			return this === Error ? types.isNativeError(value) : ordinary.call(this as never, value);
		},
	});
}
