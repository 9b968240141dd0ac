"""Deliberate defects, one at a time: each must be caught, and the right layer blamed."""
