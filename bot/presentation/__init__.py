"""An answer as text for people and as JSON for programs; right to left on screens."""
