"""The worlds: PyBullet scenes and the bodies that live in them."""
