"""
Answers written by a model: what it is told, how its stream is read, and every way it fails.
"""
