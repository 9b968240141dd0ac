"""Articles that talk to the model."""
