"""Retrieval: articles in, ranked evidence out. Knows nothing of chats or models."""
