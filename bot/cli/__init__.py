"""The command line: one module a family of commands. Decides nothing about answers."""
