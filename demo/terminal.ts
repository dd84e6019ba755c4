// Settles how the output looks before the libraries that draw it are loaded: import this file first.

// They colour their output also when it goes to a file.
if (!process.stdout.isTTY) process.env['NO_COLOR'] = '1';

// A terminal made by a program may claim to be 0 characters wide, and ora would never finish drawing on it.
if (process.stderr.isTTY && process.stderr.columns === 0) process.stderr.columns = 80;
