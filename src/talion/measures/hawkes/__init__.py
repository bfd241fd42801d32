"""Acts that excite acts: how many answers an act brings, how soon, and which act it was that was answered."""
