const unit = require('./jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...unit,
	testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
	testPathIgnorePatterns: [
		'/node_modules/',
		// It makes the README's pictures, which is not needed every time.
		...(process.env.UPDATE_DOCS ? [] : ['/pictures\\.test\\.ts$']),
	],
	testEnvironment: '<rootDir>/test/e2e/support/environment.ts',
	globalSetup: '<rootDir>/test/e2e/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.ts',
	// Starting an n8n takes its time.
	testTimeout: 180_000,
	// This one, which the tools use, is published as an ES module only.
	transformIgnorePatterns: ['/node_modules/(?!get-port/)'],
	transform: { '\\.[jt]s$': unit.transform['\\.ts$'] },
};
