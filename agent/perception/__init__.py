"""Camera images to objects; never ground truth."""
