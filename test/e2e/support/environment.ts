import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest gives tests a copy of `process`, which never hears of the end of the real one. What the tools
 * started would outlive a Ctrl-C.
 */
export default class RealProcessEnvironment extends TestEnvironment {
	override async setup(): Promise<void> {
		await super.setup();
		this.global.process = process;
	}
}
