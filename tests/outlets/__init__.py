"""Pages in the shape of real outlets', with invented news, and what must and must not be read in them."""
