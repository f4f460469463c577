"""From runs to a dataset to an adapter."""
