/** What is read of a package-lock.json here. */
export interface Lockfile {
	/** By the folder each package is installed in; `''` is the project itself. */
	packages: Record<string, LockedPackage>;
}

/** Where a package can be used; anywhere, unless it says. */
export interface LockedPackage {
	/** Values of `process.platform`. */
	os?: string[];
	/** Values of `process.arch`. */
	cpu?: string[];
	/** `glibc` or `musl`, for packages with native code for Linux. */
	libc?: string[];
}

/** The folders npm installs packages in from a lockfile: those for other platforms are left out. */
export function installedPaths(
	{ packages }: Lockfile,
	machine: { platform: string; arch: string } = process,
): string[] {
	return Object.entries(packages)
		.filter(
			([path, { os, cpu, libc }]) =>
				path !== '' &&
				suits(os, machine.platform) &&
				suits(cpu, machine.arch) &&
				// Of the two builds for Linux, the usual one.
				suits(libc, 'glibc'),
		)
		.map(([path]) => path);
}

function suits(allowed: string[] | undefined, value: string): boolean {
	return allowed === undefined || allowed.includes(value);
}
