"""What is said, as texts with entities and buttons. Pure."""
