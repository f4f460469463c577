"""What stands where, from a seed: one file a scene, each with `build(world, rng)`."""
