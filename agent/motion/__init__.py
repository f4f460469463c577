"""How an arm gets from one posture to another: limits, timing, collisions, detours."""
