/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	// No test is about time: a sandbox or an engine takes its own to start on a busy machine.
	testTimeout: 60_000,
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	// test/e2e needs a real n8n and is run on its own.
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/.n8n-instance/'],
	transform: {
		'\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
};
