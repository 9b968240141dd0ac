"""What is kept of chats and people across restarts, and how much each may ask."""
