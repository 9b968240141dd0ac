"""What the interface says, in every language it speaks."""
