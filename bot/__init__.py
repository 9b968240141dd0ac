"""Conversation: a question in, a verified and cited answer out; and the front ends."""
