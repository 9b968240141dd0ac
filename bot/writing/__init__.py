"""Answers written by a model: what it is told, how it fails, and what becomes of its sentences."""
