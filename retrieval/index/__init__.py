"""What is kept: the library, which is the truth, and two indexes that can be thrown away."""
