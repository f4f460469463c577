"""The door from a browser."""
