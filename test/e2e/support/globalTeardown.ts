/** After the last test file. */
export default function globalTeardown(): void {
	globalThis.interruption?.done();
}
